// biome-ignore lint/correctness/noUnresolvedImports: resolved by the wildcard of the SDK's `exports`
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
// biome-ignore lint/correctness/noUnresolvedImports: resolved by the wildcard of the SDK's `exports`
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
// biome-ignore lint/correctness/noUnresolvedImports: resolved by the wildcard of the SDK's `exports`
import type { AuthInfo } from "@modelcontextprotocol/sdk/server/auth/types.js";
// biome-ignore lint/correctness/noUnresolvedImports: resolved by the wildcard of the SDK's `exports`
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
// biome-ignore lint/correctness/noUnresolvedImports: resolved by the wildcard of the SDK's `exports`
import { CallToolRequestSchema, type CallToolResult, ErrorCode, McpError } from "@modelcontextprotocol/sdk/types.js";
import {
  AlwaysOnSampler,
  InMemorySpanExporter,
  NodeTracerProvider,
  type ReadableSpan,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-node";
import { z } from "zod";
import { type InstrumentOptions, instrument } from "../../lib/instrumentation";

export type { AuthInfo };
export { CallToolRequestSchema, Client, ErrorCode, InMemoryTransport, McpError, McpServer };

/** A provider whose spans can be looked at. */
export function recorder() {
  const exporter = new InMemorySpanExporter();
  const provider = new NodeTracerProvider({
    sampler: new AlwaysOnSampler(),
    spanProcessors: [new SimpleSpanProcessor(exporter)],
  });
  const only = (): ReadableSpan => {
    const spans = exporter.getFinishedSpans();
    const [span] = spans;
    if (!span || spans.length !== 1) throw new Error(`${spans.length} spans instead of one`);
    return span;
  };
  return { exporter, provider, only };
}

export interface RigOptions extends InstrumentOptions {
  /** What the server's transport has verified. */
  readonly auth?: AuthInfo;
  /** Registers what the server offers, instead of the tools below. */
  readonly offer?: (server: McpServer) => void;
}

/** `greet` answers, `fail` throws its argument, `nothing` answers nothing, `refuse` answers with `isError`. */
function offerTools(server: McpServer): void {
  const inputSchema = { who: z.string() };
  const text = (answer: string) => ({ content: [{ type: "text" as const, text: answer }] });
  server.registerTool("greet", { inputSchema }, ({ who }) => text(`hello ${who}`));
  server.registerTool("nothing", { inputSchema }, () => ({ content: [] }));
  server.registerTool("refuse", { inputSchema }, ({ who }) => ({ ...text(`no ${who}`), isError: true }));
  server.registerTool("fail", { inputSchema }, ({ who }) => {
    throw new TypeError(`failed for ${who}`);
  });
}

/** An instrumented server and a client, joined in memory. */
export async function rig(options: RigOptions = {}) {
  const { auth, offer = offerTools, ...rest } = options;
  const record = recorder();
  const server = new McpServer({ name: "rig", version: "1.0.0" });
  const tracing = rest.tracer || rest.tracerProvider ? {} : { tracerProvider: record.provider };
  instrument(server, { ...tracing, ...rest });
  offer(server);
  const [near, far] = InMemoryTransport.createLinkedPair();
  const send = near.send.bind(near);
  near.send = (message, sending) => send(message, { ...sending, authInfo: auth });
  const client = new Client({ name: "self-made-name", version: "1.0.0" });
  await Promise.all([server.connect(far), client.connect(near)]);
  const call = async (name: string, meta?: Record<string, unknown>, who = "Ann") =>
    (await client.callTool({ name, arguments: { who }, _meta: meta })) as CallToolResult;
  return { ...record, server, client, call, close: () => client.close() };
}
