import { writeFileSync } from "node:fs";
import { callWithContext } from "mcp-trace-kit/instrumentation";
import { startRecording } from "./recording.js";
import {
  callUntil,
  connect,
  connectStdio,
  protocolHeaders,
  protocolMeta,
  serveHttp,
  serveStdio,
  wipePath,
} from "./server.js";
import { readSpans, type SpanLine } from "./span-file.js";

/**
 * Plays every case against a server that runs in this process over HTTP and, behind it, one in a process of its own over stdio. Prints
 * the spans of each case, as both processes exported them.
 */
const [, script = "", role] = process.argv;
const file = process.env.SPANS ?? "";
const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
const traceparent = `00-${traceId}-00f067aa0ba902b7-01`;
const other = `00-${"c".repeat(32)}-${"d".repeat(16)}-01`;

type Client = Awaited<ReturnType<typeof connect>>;
type Meta = Record<string, unknown>;

const pause = (time: number) => new Promise((resolve) => setTimeout(resolve, time));

/** Runs a case and waits for as many spans as it should give. */
async function spansOf(run: () => Promise<unknown>, count: number): Promise<readonly SpanLine[]> {
  const before = readSpans(file).length;
  await run().catch(() => undefined);
  for (let tries = 0; readSpans(file).length < before + count && tries < 200; tries++) await pause(10);
  return readSpans(file).slice(before);
}

async function play(): Promise<Record<string, readonly SpanLine[]>> {
  const front = await serveHttp(process.execPath, [script, "stdio"], { SPANS: file });
  const url = `${front}/mcp`;
  const authorization = "Bearer valid-desk";
  const client = await connect(url, { authorization });
  const call = (name: string, meta?: Meta, args: Record<string, unknown> = { who: "Ann" }, by: Client = client) =>
    by.callTool({ name, arguments: args, _meta: meta });
  const post = (path: string, headers: Record<string, string>) =>
    fetch(`${front}${path}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/json, text/event-stream",
        ...protocolHeaders,
        ...headers,
      },
      body: JSON.stringify({
        jsonrpc: "2.0",
        id: 1,
        method: "tools/call",
        params: { name: "wipe", arguments: { who: "Ann" }, _meta: { traceparent, ...protocolMeta } },
      }),
    });
  const byHeaders = await connect(url, { authorization, traceparent: other, tracestate: "agent_depth=2" });
  const local = await connectStdio(process.execPath, [script, "stdio"], { SPANS: file });
  const result: Record<string, readonly SpanLine[]> = {
    success: await spansOf(() => call("greet"), 1),
    "tool error": await spansOf(() => call("refuse"), 1),
    "thrown error": await spansOf(() => call("fail"), 1),
    "thrown error, tool from before": await spansOf(() => call("early"), 1),
    "thrown error, new callback": await spansOf(() => call("changed"), 1),
    "thrown protocol error": await spansOf(() => call("reject"), 1),
    "unknown tool": await spansOf(() => call("no-such-tool"), 1),
    "bad arguments": await spansOf(() => call("greet", {}, { who: 7 }), 1),
    "denial by the hook": await spansOf(() => call("guarded"), 1),
    "401, bad token": await spansOf(() => post("/mcp", { authorization: "Bearer nonsense" }), 1),
    "401, no token": await spansOf(() => post("/mcp", {}), 1),
    "403, scope challenge": await spansOf(() => post(wipePath, { authorization }), 1),
    "403, foreign origin": await spansOf(() => post("/strict", { origin: "https://elsewhere.test" }), 1),
    "resource read": await spansOf(() => client.readResource({ uri: "file:///notes/today" }), 1),
    prompt: await spansOf(() => client.getPrompt({ name: "morning" }), 1),
    "parent in _meta": await spansOf(() => call("greet", { traceparent, tracestate: "vendor=x" }), 1),
    "parent in HTTP headers": await spansOf(() => call("greet", {}, { who: "Ann" }, byHeaders), 1),
    "both parents": await spansOf(() => call("greet", { traceparent }, { who: "Ann" }, byHeaders), 1),
    "malformed parent": await spansOf(() => call("greet", { traceparent: "nonsense" }), 1),
    "oversized context": await spansOf(() => call("greet", { traceparent, tracestate: "a".repeat(9000) }), 1),
    "flags 00": await spansOf(() => call("greet", { traceparent: traceparent.replace(/01$/, "00") }), 1),
    "agent.depth, raw": await spansOf(() => call("greet", { traceparent, tracestate: "agent.depth=7" }), 1),
    "agent.depth in baggage": await spansOf(() => call("greet", { traceparent, baggage: "agent.depth=3" }), 1),
    "concurrent calls": await spansOf(
      () => Promise.all([1, 2, 3, 4, 5].map((id) => call("greet", { traceparent }, { who: `${id}` }))),
      5,
    ),
    cancelled: await spansOf(async () => {
      const giveUp = new AbortController();
      const waiting = callUntil(local, { name: "wait", arguments: { who: "Ann" } }, giveUp.signal);
      await pause(100);
      giveUp.abort();
      await waiting;
    }, 1),
  };
  for (let depth = 0; depth <= 9; depth++) {
    result[`two hops from depth ${depth}`] = await spansOf(
      () => callWithContext(client, { name: "relay", arguments: { who: "Ann" } }, { trace: traceparent, depth }),
      2,
    );
  }
  return result;
}

async function main(): Promise<void> {
  startRecording(file);
  if (role === "stdio") return serveStdio();
  writeFileSync(file, "");
  writeFileSync(`${file}.scrubbed`, "");
  process.stdout.write(JSON.stringify(await play()), () => process.exit());
}

void main();
