import { callWithContext, type OutgoingContext } from "../../lib/instrumentation";
import { type CallToolResult, Client, StreamableHTTPClientTransport } from "./sdk";

/** Where to connect, and as whom. */
export interface McpClientOptions {
  readonly url: string;
  /** Bearer token. */
  readonly token: string;
  /** What the client calls itself; nobody relies on it. Default: `rehearsal`. */
  readonly name?: string;
}

/** A client that is connected. */
export interface ConnectedMcpClient {
  /**
   * Calls a tool. `context.trace` is the caller's span or a `traceparent`; `context.depth` is what the server records.
   *
   * @throws McpError when the call is refused; a tool's own error comes back as a result with `isError`.
   */
  call(tool: string, args: Readonly<Record<string, unknown>>, context?: OutgoingContext): Promise<CallToolResult>;
  /** Ends the session on both sides. */
  close(): Promise<void>;
}

/**
 * Connects the official SDK's client over Streamable HTTP.
 *
 * @throws the SDK's error when the server refuses, such as for an unknown token.
 */
export async function connectMcpClient(options: McpClientOptions): Promise<ConnectedMcpClient> {
  const { url, token, name = "rehearsal" } = options;
  const transport = new StreamableHTTPClientTransport(new URL(url), {
    requestInit: { headers: { authorization: `Bearer ${token}` } },
  });
  const client = new Client({ name, version: "1.0.0" });
  await client.connect(transport);
  return {
    call: async (tool, args, context = {}) =>
      (await callWithContext(client, { name: tool, arguments: { ...args } }, context)) as CallToolResult,
    close: async () => {
      await transport.terminateSession();
      await client.close();
    },
  };
}
