import { randomBytes } from "node:crypto";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
// biome-ignore lint/correctness/noUnresolvedImports: resolved by the wildcard of the SDK's `exports`
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import { AlwaysOnSampler, NodeTracerProvider } from "@opentelemetry/sdk-trace-node";
import { instrument } from "../../lib/instrumentation";
import { answerOf } from "../../lib/signals/answer";
import { bounds } from "../../lib/signals/definitions";
import { LoopSignals } from "../../lib/signals/loop-signals";
import { SignalMemory } from "../../lib/signals/memory";
import { registerAnsweringTools } from "../../rehearsal/mcp/answering-tools";
import { Client, McpServer } from "../../rehearsal/mcp/sdk";
import { median } from "../median";

/** What counting costs. */
export interface Cost {
  /** One call through a client and a server in memory, without and with signals. Unit: microseconds of CPU; medians of rounds. */
  readonly withoutSignals: number;
  readonly withSignals: number;
  readonly ratio: number;
  /** The module alone, on a call of ordinary size and on one beyond every bound. Unit: microseconds. */
  readonly module: number;
  readonly moduleAtBounds: number;
  /** Memory of a full table by the number of its traces, after many more traces than it holds. Unit: bytes. */
  readonly bytesPerTrace: number;
  readonly tracesSent: number;
}

const rounds = 15;
const callsEach = 400;
const answer = { text: "order 4711: two lamps, shipped, no complaint. ".repeat(8) };
const args = { customer: "c-4711", fields: ["state", "items"], limit: 25, verbose: false };

/** Measures cost and memory. Counting takes turns with not counting, so that whatever else runs slows both. */
export async function measureCost(): Promise<Cost> {
  const [plain, counted] = [await serverWith(false), await serverWith(true)];
  const times: { readonly plain: number; readonly counted: number }[] = [];
  for (let round = 0; round <= rounds; round++) {
    const one = { plain: await time(plain), counted: await time(counted) };
    if (round > 0) times.push(one);
  }
  const withoutSignals = median(times.map(({ plain: value }) => value));
  const withSignals = median(times.map(({ counted: value }) => value));
  return {
    withoutSignals,
    withSignals,
    ratio: median(times.map((one) => one.counted / one.plain)),
    module: moduleTime(args, answer.text, 2_000),
    moduleAtBounds: moduleTime({ text: "x".repeat(2_000_000) }, "y".repeat(2_000_000), 200),
    ...memoryOf(100_000),
  };
}

async function serverWith(signals: boolean): Promise<Client> {
  const server = new McpServer({ name: `cost-${signals}`, version: "1.0.0" });
  instrument(server, { tracerProvider: new NodeTracerProvider({ sampler: new AlwaysOnSampler() }), signals });
  registerAnsweringTools(server, "cost", { id: "bench" }, () => answer);
  const [near, far] = InMemoryTransport.createLinkedPair();
  const client = new Client({ name: "bench", version: "1.0.0" });
  await Promise.all([server.connect(far), client.connect(near)]);
  return client;
}

async function time(client: Client): Promise<number> {
  const before = process.cpuUsage();
  for (let index = 0; index < callsEach; index++) {
    const traceparent = `00-${(index % 50).toString(16).padStart(32, "a")}-${"b".repeat(16)}-01`;
    await client.callTool({ name: `tool-${index % 5}`, arguments: { ...args, page: index }, _meta: { traceparent } });
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / callsEach;
}

function moduleTime(input: unknown, text: string, calls: number): number {
  const signals = new LoopSignals({ memory: new SignalMemory() });
  const result = { content: [{ type: "text", text }] };
  const run = () => {
    const before = process.cpuUsage();
    for (let index = 0; index < calls; index++) {
      signals.start([String(index % 50)], { tool: "search", arguments: input })(answerOf(result));
    }
    const { user, system } = process.cpuUsage(before);
    return (user + system) / calls;
  };
  run();
  return median([run(), run(), run()]);
}

/** Sends many traces, each with many tools, arguments and failures, and weighs what stays. */
function memoryOf(traces: number): Pick<Cost, "bytesPerTrace" | "tracesSent"> {
  setFlagsFromString("--expose-gc");
  const gc = runInNewContext("gc") as () => void;
  const collect = () => {
    gc();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const before = collect();
  const memory = new SignalMemory();
  const signals = new LoopSignals({ memory });
  for (let trace = 0; trace < traces; trace++) {
    const name = randomBytes(16).toString("hex");
    for (let call = 0; call < 4; call++) {
      const input = { [`argument-${call}`]: "x", page: call };
      signals.start(["server", "caller", name], { tool: `tool-${call}`, arguments: input })({
        error: true,
        text: name,
      });
    }
  }
  const bytes = collect() - before;
  if (memory.size !== bounds.keys) throw new Error(`${memory.size} traces are remembered instead of ${bounds.keys}`);
  return { bytesPerTrace: Math.round(bytes / memory.size), tracesSent: traces };
}

/** The same in words. */
export function costText({ withoutSignals, withSignals, ratio, ...cost }: Cost): string {
  const microseconds = (value: number) => `${value.toFixed(1)} µs`;
  return [
    `CPU of a call, client and server in memory: ${microseconds(withoutSignals)} without signals, ${microseconds(withSignals)} with (${ratio.toFixed(2)} times).`,
    `Counting alone: ${microseconds(cost.module)}; ${microseconds(cost.moduleAtBounds)} with 2 million characters of arguments and of answer.`,
    `Memory: ${cost.bytesPerTrace} bytes a trace, ${bounds.keys.toLocaleString("en")} traces kept of ${cost.tracesSent.toLocaleString("en")}.`,
  ].join("\n");
}
