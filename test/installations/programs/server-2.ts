import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { toNodeHandler } from "@modelcontextprotocol/node";
import {
  createMcpHandler,
  McpServer,
  originValidationResponse,
  ProtocolError,
  requireScopes,
} from "@modelcontextprotocol/server";
import { serveStdio as serve } from "@modelcontextprotocol/server/stdio";
import { callWithContext, instrument, withHttpDenials } from "mcp-trace-kit/instrumentation";
import { z } from "zod";
import { authorize, fail, text, verify } from "./policy.js";

/** A server on SDK 2.x; `relay` calls the server behind it. */
function build(name: string, downstream?: Client): McpServer {
  const server = new McpServer({ name, version: "1.0.0" });
  const inputSchema = z.object({ who: z.string() });
  server.registerTool("early", { inputSchema }, fail);
  instrument(server, { authorize, arguments: "scrubbed" });
  server.registerTool("greet", { inputSchema }, ({ who }) => text(`hello ${who}`));
  server.registerTool("refuse", { inputSchema }, ({ who }) => ({ ...text(`no ${who}`), isError: true }));
  server.registerTool("fail", { inputSchema }, fail);
  server
    .registerTool("changed", { inputSchema }, () => text("as it was"))
    .update({ callback: () => fail({ who: "Ann" }) });
  server.registerTool("reject", { inputSchema }, ({ who }) => {
    throw new ProtocolError(-32602, `no ${who}`);
  });
  server.registerTool("guarded", { inputSchema }, () => text("opened"));
  server.registerTool("wipe", { inputSchema, scopeChallenge: requireScopes("wipe") }, () => text("wiped"));
  server.registerTool("wait", { inputSchema }, () => new Promise<never>(() => undefined));
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

export function serveStdio(): Promise<void> {
  serve(() => build("behind"));
  return Promise.resolve();
}

/** Serves over HTTP, with the server behind as a child; returns the address. */
export async function serveHttp(command: string, args: string[], env: Record<string, string>): Promise<string> {
  const downstream = await connectStdio(command, args, env);
  const handler = withHttpDenials(createMcpHandler(() => build("front", downstream)).fetch);
  const fetch = withHttpDenials(async (request: Request) => {
    const foreign = originValidationResponse(request, ["front.test"]);
    if (foreign) return foreign;
    const authInfo = verify(request.headers.get("authorization")?.replace("Bearer ", "") ?? "");
    if (authInfo) return handler(request, { authInfo });
    return new Response(null, { status: 401, headers: { "www-authenticate": 'Bearer error="invalid_token"' } });
  });
  const http = createServer(toNodeHandler({ fetch })).listen(0, "127.0.0.1");
  await new Promise((resolve) => http.once("listening", resolve));
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
}

/** Starts a server in a process of its own and connects to it. */
export async function connectStdio(command: string, args: string[], env: Record<string, string>): Promise<Client> {
  const client = new Client({ name: "self-made-name", version: "1.0.0" }, { versionNegotiation: { mode: "auto" } });
  await client.connect(new StdioClientTransport({ command, args, env }));
  return client;
}

export async function connect(url: string, headers: Record<string, string>): Promise<Client> {
  const client = new Client({ name: "self-made-name", version: "1.0.0" }, { versionNegotiation: { mode: "auto" } });
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }));
  return client;
}

/** The path that asks for a scope, and what a request says of the protocol. */
export const wipePath = "/mcp";
export const protocolHeaders = { "mcp-protocol-version": "2026-07-28", "mcp-method": "tools/call", "mcp-name": "wipe" };
export const protocolMeta = {
  "io.modelcontextprotocol/protocolVersion": "2026-07-28",
  "io.modelcontextprotocol/clientInfo": { name: "self-made-name", version: "1.0.0" },
  "io.modelcontextprotocol/clientCapabilities": {},
};

export function callUntil(client: Client, params: { name: string; arguments: object }, signal: AbortSignal) {
  return client.callTool({ ...params, arguments: { ...params.arguments } }, { signal });
}
