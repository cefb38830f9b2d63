import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { InvalidTokenError } from "@modelcontextprotocol/sdk/server/auth/errors.js";
import { requireBearerAuth } from "@modelcontextprotocol/sdk/server/auth/middleware/bearerAuth.js";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { McpError } from "@modelcontextprotocol/sdk/types.js";
import express from "express";
import { callWithContext, instrument, traceHttpDenials } from "mcp-trace-kit/instrumentation";
import { z } from "zod";
import { authorize, fail, text, verify } from "./policy.js";

/** A server on SDK 1.x; `relay` calls the server behind it. */
function build(name: string, downstream?: Client): McpServer {
  const server = new McpServer({ name, version: "1.0.0" });
  const inputSchema = { who: z.string() };
  server.registerTool("early", { inputSchema }, fail);
  instrument(server, { authorize, arguments: "scrubbed" });
  server.registerTool("greet", { inputSchema }, ({ who }) => text(`hello ${who}`));
  server.registerTool("refuse", { inputSchema }, ({ who }) => ({ ...text(`no ${who}`), isError: true }));
  server.registerTool("fail", { inputSchema }, fail);
  server
    .registerTool("changed", { inputSchema }, () => text("as it was"))
    .update({ callback: () => fail({ who: "Ann" }) });
  server.registerTool("reject", { inputSchema }, ({ who }) => {
    throw new McpError(-32602, `no ${who}`);
  });
  server.registerTool("guarded", { inputSchema }, () => text("opened"));
  server.registerTool("wipe", { inputSchema }, () => text("wiped"));
  server.registerTool("wait", { inputSchema }, () => new Promise(() => undefined));
  server.registerTool("relay", { inputSchema }, async ({ who }) => {
    if (downstream) await callWithContext(downstream, { name: "greet", arguments: { who } });
    return text("relayed");
  });
  server.registerResource("today", "file:///notes/today", {}, ({ href }) => ({ contents: [{ uri: href, text: "x" }] }));
  server.registerPrompt("morning", {}, () => ({
    messages: [{ role: "user", content: { type: "text", text: "good morning" } }],
  }));
  return server;
}

export async function serveStdio(): Promise<void> {
  await build("behind").connect(new StdioServerTransport());
}

/** Serves over HTTP, with the server behind as a child; returns the address. */
export async function serveHttp(command: string, args: string[], env: Record<string, string>): Promise<string> {
  const downstream = await connectStdio(command, args, env);
  const app = express();
  const verifier = {
    verifyAccessToken: (token: string) => {
      const auth = verify(token);
      return auth ? Promise.resolve(auth) : Promise.reject(new InvalidTokenError("unknown token"));
    },
  };
  const handler =
    (options: { allowedOrigins?: string[]; enableDnsRebindingProtection?: boolean }): express.RequestHandler =>
    async (request, response) => {
      const common = { sessionIdGenerator: undefined, enableJsonResponse: true };
      const transport = new StreamableHTTPServerTransport({ ...common, ...options });
      await build("front", downstream).connect(transport);
      await transport.handleRequest(request, response, request.body);
    };
  const handle = handler({});
  app.use(express.json(), traceHttpDenials());
  // SDK 1.x asks for scopes on a path, not for a tool. The token first: it names the caller of what the scopes then refuse.
  app.post("/wipe", requireBearerAuth({ verifier }), requireBearerAuth({ verifier, requiredScopes: ["wipe"] }), handle);
  app.post("/strict", handler({ allowedOrigins: ["https://front.test"], enableDnsRebindingProtection: true }));
  app.post("/mcp", requireBearerAuth({ verifier }), handle);
  const http = createServer(app).listen(0, "127.0.0.1");
  await new Promise((resolve) => http.once("listening", resolve));
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
}

/** Starts a server in a process of its own and connects to it. */
export async function connectStdio(command: string, args: string[], env: Record<string, string>): Promise<Client> {
  const client = new Client({ name: "self-made-name", version: "1.0.0" });
  await client.connect(new StdioClientTransport({ command, args, env }));
  return client;
}

export async function connect(url: string, headers: Record<string, string>): Promise<Client> {
  const client = new Client({ name: "self-made-name", version: "1.0.0" });
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }));
  return client;
}

/** The path that asks for a scope, and what a request says of the protocol. */
export const wipePath = "/wipe";
export const protocolHeaders = { "mcp-protocol-version": "2025-11-25" };
export const protocolMeta = {};

export function callUntil(client: Client, params: { name: string; arguments: object }, signal: AbortSignal) {
  return client.callTool({ ...params, arguments: { ...params.arguments } }, undefined, { signal });
}
