/**
 * The SDK as far as it is used, by shape: `@modelcontextprotocol/sdk` 1.x and `@modelcontextprotocol/server` 2.x both have it. Nothing of
 * either is imported, so a server runs with the copy that it has, in whichever module format.
 */

/** The protocol below an `McpServer`, or a server that is written on it directly. */
export interface LowLevelServer {
  setRequestHandler(...args: never[]): unknown;
  readonly transport?: unknown;
}

/** A server: the SDK's `McpServer`, or its `Server`. */
export type AnyServer = LowLevelServer | { readonly server: LowLevelServer };

/** The part that takes request handlers. */
export function lowLevel(server: AnyServer): LowLevelServer {
  return "server" in server ? server.server : server;
}

/** What a tool call sends. */
export interface CallParams {
  readonly name: string;
  readonly arguments?: Record<string, unknown>;
  readonly _meta?: Record<string, unknown>;
}

/** JSON-RPC codes that the SDK's errors carry. */
export const errorCode = { invalidRequest: -32600, invalidParams: -32602, internal: -32603 } as const;
