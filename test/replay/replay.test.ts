import { SpanStatusCode } from "@opentelemetry/api";
import {
  AlwaysOnSampler,
  InMemorySpanExporter,
  NodeTracerProvider,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-node";
import { mission } from "../../lib/telemetry/mission";
import { replay } from "../../rehearsal/replay/replay";
import { recordedCall, recordedRun } from "./recorded";

function recorder() {
  const exporter = new InMemorySpanExporter();
  const tracerProvider = new NodeTracerProvider({
    sampler: new AlwaysOnSampler(),
    spanProcessors: [new SimpleSpanProcessor(exporter)],
  });
  const spansOf = (traceId?: string) =>
    exporter.getFinishedSpans().filter((span) => span.spanContext().traceId === traceId);
  return { exporter, tracerProvider, spansOf };
}

const named = (...tools: string[]) => tools.map((tool) => recordedCall({ tool }));

describe("a replay", () => {
  it("makes one trace and one caller of each run, in the order of its calls", async () => {
    const { tracerProvider, spansOf, exporter } = recorder();
    const runs = Array.from({ length: 6 }, (_, index) =>
      recordedRun({ run_id: `r${index}`, labels: { index }, calls: named("a", "b", `c${index}`, "a") }),
    );
    const result = await replay(runs, { tracerProvider, concurrency: 3 });
    expect(result.runs.map(({ runId, calls, labels }) => ({ runId, calls, labels }))).toEqual(
      runs.map(({ run_id, labels }) => ({ runId: run_id, calls: 4, labels })),
    );
    expect(new Set(result.runs.map(({ traceId }) => traceId)).size).toBe(6);
    expect(exporter.getFinishedSpans()).toHaveLength(24);
    for (const [index, { traceId, callerId }] of result.runs.entries()) {
      const spans = spansOf(traceId);
      expect(spans.map(({ name }) => name)).toEqual(["a", "b", `c${index}`, "a"].map((tool) => `mcp.tool/${tool}`));
      expect(new Set(spans.map(({ attributes }) => attributes[mission.callerId.name]))).toEqual(new Set([callerId]));
      expect(callerId).toBe(`invented/r${index}`);
    }
  });

  it("plays a recorded error as a tool's error", async () => {
    const { tracerProvider, spansOf } = recorder();
    const calls = [recordedCall(), recordedCall({ error: "no such row" }), recordedCall()];
    const { runs } = await replay([recordedRun({ calls })], { tracerProvider });
    const { OK, ERROR } = SpanStatusCode;
    expect(spansOf(runs[0]?.traceId).map(({ status }) => status.code)).toEqual([OK, ERROR, OK]);
  });

  it("uses names of servers and tools as they are, and reaches each server under its own name", async () => {
    const { tracerProvider, spansOf } = recorder();
    const servers: string[] = [];
    const provider = (server: string) => {
      servers.push(server);
      return tracerProvider;
    };
    const calls = [
      recordedCall({ server: "files & more", tool: "files/list all" }),
      recordedCall({ server: "über", tool: "b" }),
      recordedCall({ server: "files & more", tool: "c" }),
    ];
    const { runs } = await replay([recordedRun({ calls })], { tracerProvider: provider });
    expect(servers).toEqual(["files & more", "über"]);
    expect(spansOf(runs[0]?.traceId).map(({ name }) => name)).toEqual([
      "mcp.tool/files/list all",
      "mcp.tool/b",
      "mcp.tool/c",
    ]);
  });

  it("keeps a run without calls, and a run that stands twice", async () => {
    const { tracerProvider } = recorder();
    const { runs } = await replay([recordedRun(), recordedRun({ calls: [] }), recordedRun()], { tracerProvider });
    expect(runs.map(({ calls, callerId }) => [calls, callerId])).toEqual([
      [1, "invented/r1"],
      [0, "invented/r1#2"],
      [1, "invented/r1#3"],
    ]);
  });

  it("sends a depth when asked, and reports its progress", async () => {
    const { tracerProvider, spansOf } = recorder();
    const progress: unknown[] = [];
    const { runs } = await replay([recordedRun(), recordedRun({ run_id: "r2" })], {
      tracerProvider,
      depth: 1,
      concurrency: 1,
      onProgress: (now) => progress.push(now),
    });
    expect(spansOf(runs[0]?.traceId)[0]?.attributes[mission.agentDepth.name]).toBe(1);
    expect(progress).toEqual([
      { runs: 1, totalRuns: 2, calls: 1 },
      { runs: 2, totalRuns: 2, calls: 2 },
    ]);
  });

  it("names the run and call that got no answer", async () => {
    const { tracerProvider } = recorder();
    const calls = [recordedCall(), recordedCall({ tool: "x", server: "gone" })];
    const broken = (server: string) => {
      if (server === "gone") throw new Error("no provider");
      return tracerProvider;
    };
    await expect(replay([recordedRun({ calls })], { tracerProvider: broken })).rejects.toThrow(
      "invented/r1, call 2 (gone: x) got no answer",
    );
  });
});
