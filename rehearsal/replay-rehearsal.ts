import type { Inputs } from "../lib/inputs";
import { derivedMetrics } from "../lib/telemetry/metrics";
import { onStage, type RehearsalOptions } from "./rehearse";
import { type ReplayedRun, replay } from "./replay/replay";
import type { RecordedRun } from "./replay/run";
import { alertOf, type FiredAlert } from "./workspace";

/** Recorded runs, and the file they come from. */
export interface Recording {
  readonly file: string;
  readonly runs: readonly RecordedRun[];
}

/** A run and the rules that fired for its trace or its caller. */
export interface ReplayedRunAlerts extends ReplayedRun {
  readonly fired: readonly string[];
}

export interface ReplayReport {
  readonly environment: string;
  readonly remarks: readonly string[];
  readonly file: string;
  readonly runs: readonly ReplayedRunAlerts[];
  /** Runs that made more calls than the loop alert's threshold. */
  readonly expectedLoops: number;
  readonly toolCalls: number;
  /** Runs long enough to be a series whose series does not hold exactly their calls. */
  readonly miscounted: readonly string[];
  /** Alerts that belong to no run. */
  readonly strays: readonly FiredAlert[];
  /** True when the loop alert fired on exactly the runs above its threshold and nothing else fired. */
  readonly passed: boolean;
  /** Unit: seconds. */
  readonly seconds: number;
}

const loop = "agentic-loop";

/** Plays recorded runs against a started cell and reports which alerts each of them raised. */
export async function rehearseReplay(
  inputs: Inputs,
  { file, runs: recorded }: Recording,
  options: RehearsalOptions,
): Promise<ReplayReport> {
  const start = Date.now();
  return onStage(inputs, options, async (stage) => {
    const { workspace, remarks } = stage.cell;
    const { toolCalls: threshold = 0 } = stage.levels(loop);
    const { progress, environment } = options;
    const { runs } = await progress.during(`replaying ${recorded.length} runs`, () =>
      replay(recorded, {
        tracerProvider: stage.traffic.tracing.provider,
        onProgress: ({ runs, totalRuns, calls }) => {
          if (runs % 50 === 0) progress.note(`  ${runs} of ${totalRuns} runs, ${calls} calls`);
        },
      }),
    );
    const loops = runs.filter(({ calls }) => calls > threshold);
    await progress.during("waiting for what must happen, and for what must not", async () => {
      await stage.traffic.flush();
      await workspace.waitFor(
        loops.map(({ traceId }) => alertOf(loop, "root_trace_id", traceId)),
        60,
      );
      await stage.settled();
    });

    const series = await workspace.query(`sum by (root_trace_id) (${derivedMetrics.toolCalls.name})`);
    const counted = new Map(series.map(({ labels, value }) => [labels.root_trace_id, value]));
    const { toolCallsFloor } = stage.cell.cell.settings.metrics;
    const miscounted = runs.filter(
      ({ traceId, calls }) => (counted.get(traceId) ?? 0) !== (calls < toolCallsFloor ? 0 : calls),
    );
    const fired = workspace.fired();
    const of = (run: ReplayedRun) => fired.filter(({ labels }) => belongs(run, labels));
    const results = runs.map((run) => ({ ...run, fired: of(run).map(({ rule }) => rule) }));
    const strays = fired.filter(({ labels }) => !runs.some((run) => belongs(run, labels)));
    const right = results.every(({ calls, fired }) => fired.join() === (calls > threshold ? loop : ""));
    return {
      ...{ environment, remarks, file, runs: results, strays },
      miscounted: miscounted.map(({ callerId }) => callerId),
      expectedLoops: loops.length,
      toolCalls: runs.reduce((sum, { calls }) => sum + calls, 0),
      passed: right && strays.length === 0 && miscounted.length === 0,
      seconds: (Date.now() - start) / 1_000,
    };
  });
}

function belongs({ traceId, callerId }: ReplayedRun, labels: FiredAlert["labels"]): boolean {
  return labels.root_trace_id === traceId || labels.caller_id === callerId;
}
