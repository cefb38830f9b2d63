import { randomBytes } from "node:crypto";
import {
  AlwaysOnSampler,
  BatchSpanProcessor,
  NodeTracerProvider,
  NoopSpanProcessor,
  type SpanProcessor,
} from "@opentelemetry/sdk-trace-node";
import { z } from "zod";
import type { InstrumentOptions } from "../lib/instrumentation";
import { Client, InMemoryTransport, McpServer } from "../test/instrumentation/rig";
import { median } from "./median";

/** Calls of one sample and samples of each contender, in turn; the first two warm up. */
const callsEach = 2_000;
const rounds = 12;

/** Distinct traces for the figure of memory. */
const traces = 100_000;

/** As it is published: what runs sources adds to each of their functions. */
// biome-ignore lint/correctness/noUnresolvedImports: it is built before this runs
const { instrument }: typeof import("../lib/instrumentation") = require("../dist/instrumentation.cjs");

type Call = (traceparent: string) => Promise<unknown>;

/** A provider as `setup` makes it, whose exporter takes everything and sends nothing. */
function batching(): SpanProcessor {
  return new BatchSpanProcessor({
    export: (_, done) => done({ code: 0 }),
    shutdown: () => Promise.resolve(),
  });
}

/** The same server, with and without the instrumentation, on the official SDK. */
async function server(options?: InstrumentOptions, processor: SpanProcessor = batching()): Promise<Call> {
  const tracerProvider = new NodeTracerProvider({ sampler: new AlwaysOnSampler(), spanProcessors: [processor] });
  const made = new McpServer({ name: "bench", version: "1.0.0" });
  if (options) instrument(made, { tracerProvider, ...options });
  made.registerTool("greet", { inputSchema: { who: z.string(), times: z.number() } }, ({ who }) => ({
    content: [{ type: "text", text: `hello ${who}` }],
  }));
  const [near, far] = InMemoryTransport.createLinkedPair();
  const client = new Client({ name: "bench", version: "1.0.0" });
  await Promise.all([made.connect(far), client.connect(near)]);
  return (traceparent) =>
    client.callTool({ name: "greet", arguments: { who: "Ann", times: 3 }, _meta: { traceparent } });
}

function newTrace(): string {
  return `00-${randomBytes(16).toString("hex")}-${randomBytes(8).toString("hex")}-01`;
}

/** Median time of one call. Unit: microseconds. */
async function sample(call: Call): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < callsEach; index++) {
    const traceparent = newTrace();
    const start = process.hrtime.bigint();
    await call(traceparent);
    times.push(Number(process.hrtime.bigint() - start) / 1_000);
  }
  return median(times);
}

async function latency(): Promise<readonly string[]> {
  const contenders = [
    { name: "without", call: await server(), samples: [] as number[] },
    { name: "instrument(server)", call: await server({}), samples: [] },
    { name: "… without loop signals", call: await server({ signals: false }), samples: [] },
    { name: "… with authorize", call: await server({ authorize: () => "permit" }), samples: [] },
    { name: "… with arguments: scrubbed", call: await server({ arguments: "scrubbed" }), samples: [] },
  ];
  for (let round = 0; round < rounds; round++) {
    for (const { call, samples } of contenders) {
      const found = await sample(call);
      if (round > 1) samples.push(found);
    }
  }
  const base = median(contenders[0]?.samples ?? []);
  return contenders.map(({ name, samples }) => {
    const middle = median(samples);
    const added = `${(middle - base).toFixed(1)} µs`.padStart(9);
    return `${name.padEnd(30)} ${middle.toFixed(1).padStart(7)} µs p50 ${added} added ${(middle / base).toFixed(2).padStart(6)} ×`;
  });
}

function used(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1_048_576;
}

/** Memory after many traces that come once each, against after the first tenth of them. */
async function memory(): Promise<readonly string[]> {
  const call = await server({}, new NoopSpanProcessor());
  const before = used();
  let tenth = before;
  for (let index = 0; index < traces; index++) {
    await call(newTrace());
    if (index === traces / 10) tenth = used();
  }
  const line = (what: string, size: number) => `${what.padEnd(30)} ${size.toFixed(1).padStart(7)} MiB`;
  return [
    line("before the first call", before),
    line(`after ${(traces / 10).toLocaleString("en")} traces`, tenth),
    line(`after ${traces.toLocaleString("en")} traces`, used()),
  ];
}

async function main(): Promise<void> {
  if (!globalThis.gc) process.stderr.write("without --expose-gc the figures of memory hold garbage as well\n");
  process.stdout.write("One call through the official SDK, client and server in one process\n");
  process.stdout.write(`${(await latency()).join("\n")}\n\nMemory held\n`);
  process.stdout.write(`${(await memory()).join("\n")}\n`);
}

void main();
