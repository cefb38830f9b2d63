import { randomBytes } from "node:crypto";
// biome-ignore lint/correctness/noUnresolvedImports: resolved by the wildcard of the SDK's `exports`
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import {
  AlwaysOnSampler,
  InMemorySpanExporter,
  NodeTracerProvider,
  type ReadableSpan,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-node";
import { instrument } from "../../lib/instrumentation";
import type { CallSignals } from "../../lib/signals/loop-signals";
import { type Raised, tierOf } from "../../lib/signals/raised";
import { mission } from "../../lib/telemetry/mission";
import { loopEvent } from "../../lib/telemetry/span-shapes";
import { registerAnsweringTools } from "../../rehearsal/mcp/answering-tools";
import { Client, McpServer } from "../../rehearsal/mcp/sdk";
import { answerText } from "../../rehearsal/replay/answer-text";
import type { RecordedCall, RecordedRun } from "../../rehearsal/replay/run";
import { isWrite } from "./is-write";
import { type Play, type Signalled, turnsOf } from "./recorded";

/** A call that waits for its answer. */
interface Waiting {
  readonly arrived: Promise<void>;
  readonly arrive: () => void;
  readonly answered: Promise<void>;
  readonly answer: () => void;
}

/** Plays a run through real servers on the official SDK and reads what stands on the exported spans. */
export async function throughServer(run: RecordedRun, play: Play): Promise<Signalled> {
  const exporter = new InMemorySpanExporter();
  const provider = new NodeTracerProvider({
    sampler: new AlwaysOnSampler(),
    spanProcessors: [new SimpleSpanProcessor(exporter)],
  });
  /** Calls that were sent and have not reached their handler; a client in memory delivers in order. */
  const sent: { readonly call: RecordedCall; readonly waiting: Waiting }[] = [];
  const clients = new Map<string, Client>();
  const traceparent = `00-${randomBytes(16).toString("hex")}-${randomBytes(8).toString("hex")}-01`;

  async function clientOf(name: string): Promise<Client> {
    const known = clients.get(name);
    if (known) return known;
    const server = new McpServer({ name, version: "1.0.0" });
    const { exempt, writeReset } = play;
    instrument(server, { tracerProvider: provider, signals: { exempt, ...(writeReset && { writeReset: isWrite }) } });
    registerAnsweringTools(server, name, { id: "bench" }, async () => {
      const next = sent.shift();
      if (!next) throw new Error("a call arrived that nobody sent");
      next.waiting.arrive();
      await next.waiting.answered;
      return answerText(next.call);
    });
    const [near, far] = InMemoryTransport.createLinkedPair();
    const client = new Client({ name: "bench", version: "1.0.0" });
    await Promise.all([server.connect(far), client.connect(near)]);
    clients.set(name, client);
    return client;
  }

  for (const turn of turnsOf(run, play.turns)) {
    const answers: { readonly waiting: Waiting; readonly result: Promise<unknown> }[] = [];
    for (const call of turn) {
      const client = await clientOf(play.perServer ? call.server : "bench");
      const waiting = wait();
      sent.push({ call, waiting });
      const params = { name: call.tool, arguments: call.args, _meta: { traceparent } };
      answers.push({ waiting, result: client.callTool(params) });
      await waiting.arrived;
    }
    for (const { waiting, result } of answers) {
      waiting.answer();
      await result;
    }
  }
  await Promise.all([...clients.values()].map((client) => client.close()));
  return exporter.getFinishedSpans().map(signalsOf);
}

function wait(): Waiting {
  const [arrived, arrive] = signal();
  const [answered, answer] = signal();
  return { arrived, arrive, answered, answer };
}

/** A promise and what fulfils it. */
function signal(): readonly [Promise<void>, () => void] {
  let fulfil: () => void = () => undefined;
  const promise = new Promise<void>((resolve) => {
    fulfil = resolve;
  });
  return [promise, fulfil];
}

function signalsOf({ attributes, events }: ReadableSpan): CallSignals {
  const number = (name: string) => Number(attributes[name] ?? 0);
  const raised = events.flatMap((event): readonly Raised[] => {
    if (event.name !== loopEvent) return [];
    const [name, value] = Object.entries(event.attributes ?? {})[0] ?? [];
    const signal = name === mission.loopRepeatCount.name ? "repeat" : "streak";
    const severity = tierOf(signal, Number(value));
    return severity ? [{ signal, severity }] : [];
  });
  return {
    calls: number(mission.loopCalls.name),
    repeatCount: number(mission.loopRepeatCount.name),
    errorStreak: number(mission.loopErrorStreak.name),
    typeChanged: attributes[mission.argumentTypeChanged.name] === true,
    raised,
  };
}
