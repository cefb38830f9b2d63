import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { TracerProvider } from "@opentelemetry/api";
import { type Authorize, type Caller, instrument } from "../../lib/instrumentation";
import { type AnswerCall, registerAnsweringTools } from "./answering-tools";
import { type TokenRegister, verifyBearer } from "./bearer";
import { McpServer, StreamableHTTPServerTransport } from "./sdk";
import { shopPolicy } from "./shop-policy";
import { registerShopTools } from "./shop-tools";

/** What to serve, to whom, and where the spans go. */
export interface McpServerOptions {
  /** Who may call: bearer token to caller. Anybody else gets 401. */
  readonly tokens: TokenRegister;
  /** Provider of the spans, or one for each server name. Default: the global provider. */
  readonly tracerProvider?: TracerProvider | ((server: string) => TracerProvider);
  /** Default: `shopPolicy`. */
  readonly authorize?: Authorize;
  /** Answers every tool of any name. Default: the tools of the invented shop. */
  readonly answer?: AnswerCall;
  /** Name of the server that has no path of its own. Default: `shop`. */
  readonly name?: string;
}

/** A server that listens. */
export interface RunningMcpServer {
  /** Where clients connect; `/<name>` behind it reaches a server that calls itself so. */
  readonly url: string;
  close(): Promise<void>;
}

interface Session {
  readonly owner: string;
  readonly server: string;
  readonly transport: StreamableHTTPServerTransport;
}

const path = "/mcp";

/** Last part of the path, as a name; undefined when the path is not ours. */
function serverName(url: string | undefined, fallback: string): string | undefined {
  const [, root, name, ...rest] = (url ?? "").split("?")[0]?.split("/") ?? [];
  if (`/${root}` !== path || rest.length > 0) return undefined;
  try {
    return decodeURIComponent(name ?? "") || fallback;
  } catch {
    return undefined;
  }
}

function refuse(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  response.writeHead(status, headers).end();
}

function buildServer(name: string, caller: Caller, options: McpServerOptions): McpServer {
  const server = new McpServer({ name, version: "1.0.0" });
  const { tracerProvider, authorize = shopPolicy, answer } = options;
  instrument(server, {
    tracerProvider: typeof tracerProvider === "function" ? tracerProvider(name) : tracerProvider,
    authorize,
  });
  if (answer) registerAnsweringTools(server, name, caller, answer);
  else registerShopTools(server);
  return server;
}

/**
 * Starts an instrumented MCP server on the official SDK: Streamable HTTP on a free port of 127.0.0.1, bearer tokens, one
 * session a client. A session belongs to the caller who opened it.
 */
export async function startMcpServer(options: McpServerOptions): Promise<RunningMcpServer> {
  const sessions = new Map<string, Session>();

  async function open(name: string, caller: Caller): Promise<StreamableHTTPServerTransport> {
    const transport: StreamableHTTPServerTransport = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      // One answer a request: an event stream for each would only cost time.
      enableJsonResponse: true,
      onsessioninitialized: (id) => {
        sessions.set(id, { owner: caller.id, server: name, transport });
      },
    });
    transport.onclose = () => {
      if (transport.sessionId !== undefined) sessions.delete(transport.sessionId);
    };
    await buildServer(name, caller, options).connect(transport);
    return transport;
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const name = serverName(request.url, options.name ?? "shop");
    if (name === undefined) return refuse(response, 404);
    const auth = verifyBearer(request, options.tokens);
    if (!auth) return refuse(response, 401, { "www-authenticate": 'Bearer error="invalid_token"' });
    // Nothing is ever pushed, so there is no stream to open.
    if (request.method === "GET") return refuse(response, 405, { allow: "POST, DELETE" });
    const id = request.headers["mcp-session-id"];
    const session = typeof id === "string" ? sessions.get(id) : undefined;
    const foreign = session !== undefined && (session.owner !== auth.caller.id || session.server !== name);
    if (foreign || (id !== undefined && !session)) return refuse(response, 404);
    const { caller, ...info } = auth;
    const transport = session?.transport ?? (await open(name, caller));
    await transport.handleRequest(Object.assign(request, { auth: info }), response);
  }

  const http = createServer((request, response) => {
    handle(request, response).catch(() => {
      if (response.headersSent) response.destroy();
      else refuse(response, 500);
    });
  });
  await new Promise<void>((resolve, reject) => {
    http.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  const { port } = http.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${path}`,
    close: async () => {
      await Promise.all([...sessions.values()].map(({ transport }) => transport.close()));
      const closed = new Promise<void>((resolve) => http.close(() => resolve()));
      http.closeAllConnections();
      await closed;
    },
  };
}
