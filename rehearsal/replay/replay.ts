import { randomBytes, randomUUID } from "node:crypto";
import type { TracerProvider } from "@opentelemetry/api";
import type { Caller } from "../../lib/instrumentation";
import { type ConnectedMcpClient, connectMcpClient } from "../mcp/client";
import { startMcpServer } from "../mcp/server";
import { answerText } from "./answer-text";
import type { RecordedCall, RecordedRun } from "./run";

/** How to replay. */
export interface ReplayOptions {
  /** Provider of the servers' spans, or one for each recorded server name. */
  readonly tracerProvider: TracerProvider | ((server: string) => TracerProvider);
  /** Runs at the same time; the calls of one run stay in order. Default: 8. */
  readonly concurrency?: number;
  /** Role of every caller. Default: `agent`. */
  readonly role?: string;
  /** Depth the servers record. Unit: hops. Default: none is sent. */
  readonly depth?: number;
  /** Told after every run. */
  readonly onProgress?: (progress: ReplayProgress) => void;
}

/** How far a replay is. */
interface ReplayProgress {
  readonly runs: number;
  readonly totalRuns: number;
  readonly calls: number;
}

/** What became of one run. */
export interface ReplayedRun {
  readonly set: string;
  readonly runId: string;
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  readonly callerId: string;
  /** Calls that were made. */
  readonly calls: number;
  readonly labels: Readonly<Record<string, unknown>>;
}

export interface ReplayResult {
  /** In the order of the file. */
  readonly runs: readonly ReplayedRun[];
}

/** A run with the identity it is played under. */
interface Part {
  readonly run: RecordedRun;
  readonly token: string;
  readonly caller: Caller;
}

function castOf(runs: readonly RecordedRun[], role: string): readonly Part[] {
  const taken = new Map<string, number>();
  return runs.map((run) => {
    const id = `${run.set}/${run.run_id}`;
    const times = (taken.get(id) ?? 0) + 1;
    taken.set(id, times);
    // One caller is one run, even when a file holds a run twice.
    return { run, token: randomUUID(), caller: { id: times === 1 ? id : `${id}#${times}`, role } };
  });
}

/** Connects to each server of a run on its first call. */
function clientsOf(url: string, token: string) {
  const clients = new Map<string, ConnectedMcpClient>();
  return {
    to: async (server: string): Promise<ConnectedMcpClient> => {
      const client =
        clients.get(server) ?? (await connectMcpClient({ url: `${url}/${encodeURIComponent(server)}`, token }));
      clients.set(server, client);
      return client;
    },
    close: async () => {
      // A run that failed must not have its error hidden by a session that is gone.
      await Promise.allSettled([...clients.values()].map((client) => client.close()));
    },
  };
}

/** Lets `size` workers share one queue. The first failure stops the others at their next item. */
async function inParallel<T>(items: readonly T[], size: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  let failed = false;
  const worker = async () => {
    for (const item of queue) {
      if (failed) return;
      await work(item).catch((error: unknown) => {
        failed = true;
        throw error;
      });
    }
  };
  const results = await Promise.allSettled(Array.from({ length: size }, worker));
  const failure = results.find((result) => result.status === "rejected");
  if (failure) throw failure.reason;
}

/**
 * Plays recorded runs through a real MCP server with real client calls, as fast as they go: recorded times are not waited
 * for. One run is one trace and one caller; its calls keep their order, tool and server names.
 *
 * @throws Error naming run and call when a call gets no answer at all. A recorded tool error is an answer.
 */
export async function replay(runs: readonly RecordedRun[], options: ReplayOptions): Promise<ReplayResult> {
  const { tracerProvider, concurrency = 8, role = "agent", depth, onProgress } = options;
  const cast = castOf(runs, role);
  /** Caller id to the call that is under way: the calls of one caller never overlap. */
  const current = new Map<string, RecordedCall>();
  const replayed = new Map<Part, ReplayedRun>();
  let calls = 0;
  const server = await startMcpServer({
    tokens: new Map(cast.map(({ token, caller }) => [token, caller])),
    tracerProvider,
    answer: ({ caller }) => {
      const call = current.get(caller.id);
      if (!call) throw new Error(`no call of ${caller.id} is under way`);
      return answerText(call);
    },
  });

  async function play(part: Part): Promise<void> {
    const { run, token, caller } = part;
    const traceId = randomBytes(16).toString("hex");
    const trace = `00-${traceId}-${randomBytes(8).toString("hex")}-01`;
    const clients = clientsOf(server.url, token);
    try {
      for (const [index, call] of run.calls.entries()) {
        current.set(caller.id, call);
        await clients
          .to(call.server)
          .then((client) => client.call(call.tool, call.args, { trace, depth }))
          .catch((cause: unknown) => {
            throw new Error(`${caller.id}, call ${index + 1} (${call.server}: ${call.tool}) got no answer`, { cause });
          });
        calls += 1;
      }
    } finally {
      await clients.close();
    }
    const { set, run_id: runId, labels } = run;
    replayed.set(part, { set, runId, traceId, callerId: caller.id, calls: run.calls.length, labels });
    onProgress?.({ runs: replayed.size, totalRuns: cast.length, calls });
  }

  try {
    await inParallel(cast, concurrency, play);
  } finally {
    await server.close();
  }
  return { runs: cast.flatMap((part) => replayed.get(part) ?? []) };
}
