import { spawnSync } from "node:child_process";
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

/** Calls of one sample; samples of a process, after some that warm it up; processes of each contender. */
const callsEach = 500;
const rounds = 16;
const warmUp = 16;
const turns = 3;

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

const contenders: Readonly<Record<string, InstrumentOptions | undefined>> = {
  without: undefined,
  "instrument(server)": {},
  "… without loop signals": { signals: false },
  "… with authorize": { authorize: () => "permit" },
  "… with arguments: scrubbed": { arguments: "scrubbed" },
};

/** What one contender costs in a process of its own. Units: microseconds. */
interface Cost {
  readonly p50: number;
  readonly cpu: number;
}

/** Runs in a process of its own, as servers do: contenders in one would slow each other down, and share what the engine learned. */
async function measure(name: string): Promise<Cost> {
  const call = await server(contenders[name]);
  for (let round = 0; round < warmUp; round++) await sample(call);
  const before = process.cpuUsage();
  const samples: number[] = [];
  for (let round = 0; round < rounds; round++) samples.push(await sample(call));
  const { user, system } = process.cpuUsage(before);
  return { p50: median(samples), cpu: (user + system) / (rounds * callsEach) };
}

function measureApart(name: string): Cost {
  const { status, stdout } = spawnSync(process.execPath, [...process.execArgv, __filename, name], {
    stdio: ["ignore", "pipe", "inherit"],
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`measuring "${name}" failed`);
  return JSON.parse(stdout) as Cost;
}

/** In turn, so that what else the machine does hits all of them. */
function latency(): readonly string[] {
  const names = Object.keys(contenders);
  const found = Array.from({ length: turns }, () => new Map(names.map((name) => [name, measureApart(name)])));
  const middle = (name: string, of: keyof Cost) => median(found.map((turn) => turn.get(name)?.[of] ?? Number.NaN));
  const added = (name: string, of: keyof Cost) => middle(name, of) - middle("without", of);
  return names.map((name) => {
    const p50 = middle(name, "p50");
    const times = (p50 / middle("without", "p50")).toFixed(2);
    return (
      `${name.padEnd(30)} ${p50.toFixed(1).padStart(7)} µs p50 ${`${added(name, "p50").toFixed(1)} µs`.padStart(9)} added ` +
      `${times.padStart(6)} × ${`${added(name, "cpu").toFixed(1)} µs`.padStart(9)} of CPU added`
    );
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
  const [, , name] = process.argv;
  if (name !== undefined) {
    process.stdout.write(JSON.stringify(await measure(name)));
    process.exit();
  }
  if (!globalThis.gc) process.stderr.write("without --expose-gc the figures of memory hold garbage as well\n");
  process.stdout.write("One call through the official SDK, client and server in one process\n");
  process.stdout.write(`${latency().join("\n")}\n\nMemory held\n`);
  process.stdout.write(`${(await memory()).join("\n")}\n`);
}

void main();
