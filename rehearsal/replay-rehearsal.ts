import { alertType, tiersOf } from "../lib/alerting/rule";
import type { Inputs } from "../lib/inputs";
import { derivedMetrics } from "../lib/telemetry/metrics";
import { onStage, type RehearsalOptions } from "./rehearse";
import { alertName, expectedAlerts, foreseen } from "./replay/expected-alerts";
import { type ReplayedRun, replay } from "./replay/replay";
import type { RecordedRun } from "./replay/run";
import type { FiredAlert } from "./workspace";

/** Recorded runs, and the file they come from. */
export interface Recording {
  readonly file: string;
  readonly runs: readonly RecordedRun[];
}

/** A run and the rules that fired for its trace or its caller. */
export interface ReplayedRunAlerts extends ReplayedRun {
  readonly fired: readonly string[];
  /** What the run must raise, as far as that follows from it alone. */
  readonly expected: readonly string[];
}

export interface ReplayReport {
  readonly environment: string;
  readonly remarks: readonly string[];
  readonly file: string;
  readonly runs: readonly ReplayedRunAlerts[];
  /** Runs that must raise something. */
  readonly expectedRuns: number;
  /** Runs that raised something else than they must. */
  readonly unexpected: readonly string[];
  readonly toolCalls: number;
  /** Runs long enough to be a series whose series does not hold exactly their calls. */
  readonly miscounted: readonly string[];
  /** Alerts that belong to no run. */
  readonly strays: readonly FiredAlert[];
  /** True when exactly those alerts fired that the runs must raise, for exactly those runs, and every count is exact. */
  readonly passed: boolean;
  /** Unit: seconds. */
  readonly seconds: number;
}

/** Plays recorded runs against a started cell and reports which alerts each of them raised. */
export async function rehearseReplay(
  inputs: Inputs,
  { file, runs: recorded }: Recording,
  options: RehearsalOptions,
): Promise<ReplayReport> {
  const start = Date.now();
  return onStage(inputs, options, async (stage) => {
    const { workspace, remarks } = stage.cell;
    const { progress, environment } = options;
    const nameOf = ({ labels }: FiredAlert) => {
      const rule = stage.cell.cell.rules.find((one) => alertType(one) === labels.type);
      return rule ? alertName(rule, labels.severity ?? "") : (labels.type ?? "");
    };
    const { runs } = await progress.during(`replaying ${recorded.length} runs`, () =>
      replay(recorded, {
        tracerProvider: stage.traffic.tracing.provider,
        onProgress: ({ runs, totalRuns, calls }) => {
          if (runs % 50 === 0) progress.note(`  ${runs} of ${totalRuns} runs, ${calls} calls`);
        },
      }),
    );
    const { rules } = stage.cell.cell;
    const expected = recorded.map((run) => expectedAlerts(run, rules, stage.levels));
    await progress.during("waiting for what must happen, and for what must not", async () => {
      await stage.traffic.flush();
      await workspace.waitFor(
        runs.flatMap((run, index) =>
          (expected[index] ?? []).map(
            (name) => (alert: FiredAlert) => belongs(run, alert.labels) && nameOf(alert) === name,
          ),
        ),
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
    // What a program says of itself belongs to no run.
    const fired = workspace
      .fired()
      .filter(({ labels }) => !rules.some((rule) => rule.health && alertType(rule) === labels.type));
    const of = (run: ReplayedRun) => fired.filter(({ labels }) => belongs(run, labels));
    const results = runs.map((run, index) => ({
      ...run,
      fired: of(run).map(nameOf).toSorted(),
      expected: (expected[index] ?? []).toSorted(),
    }));
    const judged = new Set(
      rules.filter(foreseen).flatMap((rule) => tiersOf(rule).map(({ severity }) => alertName(rule, severity))),
    );
    const unexpected = results.filter(
      ({ fired, expected }) => fired.filter((name) => judged.has(name)).join() !== expected.join(),
    );
    const strays = fired.filter(({ labels }) => !runs.some((run) => belongs(run, labels)));
    return {
      ...{ environment, remarks, file, runs: results, strays },
      miscounted: miscounted.map(({ callerId }) => callerId),
      unexpected: unexpected.map(({ callerId }) => callerId),
      expectedRuns: results.filter(({ expected }) => expected.length > 0).length,
      toolCalls: runs.reduce((sum, { calls }) => sum + calls, 0),
      passed: unexpected.length === 0 && strays.length === 0 && miscounted.length === 0,
      seconds: (Date.now() - start) / 1_000,
    };
  });
}

function belongs({ traceId, callerId }: ReplayedRun, labels: FiredAlert["labels"]): boolean {
  return labels.root_trace_id === traceId || labels.caller_id === callerId;
}
