import { type AlertRule, comparison, type Levels, tiersOf } from "../../lib/alerting/rule";
import { answerOf } from "../../lib/signals/answer";
import { LoopSignals } from "../../lib/signals/loop-signals";
import { SignalMemory } from "../../lib/signals/memory";
import { derivedMetrics } from "../../lib/telemetry/metrics";
import { answerText } from "./answer-text";
import type { RecordedRun } from "./run";

/** How an alert is called where a rule has several severities: as Grafana titles it. */
export function alertName({ id, severity }: Pick<AlertRule, "id" | "severity">, of: string): string {
  return of === severity ? id : `${id} ${of}`;
}

/** The metrics of one trace whose values follow from a recorded run alone. */
const ofRuns: readonly string[] = [
  derivedMetrics.toolCalls,
  derivedMetrics.loopRepeats,
  derivedMetrics.loopErrors,
  derivedMetrics.argumentTypes,
].map(({ name }) => name);

/** Whether what a rule does with a run can be told beforehand. Callers of a replay are as fast as the machine. */
export function foreseen({ metric }: Pick<AlertRule, "metric">): boolean {
  return ofRuns.includes(metric.name);
}

/** Names of the alerts that a run must raise, and no other of these rules may: the run is put through the module that counts. */
export function expectedAlerts(
  run: RecordedRun,
  rules: readonly AlertRule[],
  levels: (rule: string) => Levels,
): readonly string[] {
  const values = valuesOf(run);
  return rules.filter(foreseen).flatMap((rule) =>
    tiersOf(rule).flatMap((tier) => {
      const { sign, limit } = comparison(tier.fires, levels(rule.id));
      const value = values.get(rule.metric.name) ?? 0;
      return (sign === ">" ? value > limit : value >= limit) ? [alertName(rule, tier.severity)] : [];
    }),
  );
}

function valuesOf(run: RecordedRun): ReadonlyMap<string, number> {
  const signals = new LoopSignals({ memory: new SignalMemory() });
  const counted = run.calls.map((call) => {
    const { text, isError } = answerText(call);
    const finish = signals.start([call.server], { tool: call.tool, arguments: call.args });
    return finish(answerOf({ content: [{ type: "text", text }], ...(isError && { isError }) }));
  });
  const highest = (numbers: readonly (number | undefined)[]) => Math.max(0, ...numbers.map((number) => number ?? 0));
  return new Map([
    [derivedMetrics.toolCalls.name, run.calls.length],
    [derivedMetrics.loopRepeats.name, highest(counted.map(({ repeatCount }) => repeatCount))],
    [derivedMetrics.loopErrors.name, highest(counted.map(({ errorStreak }) => errorStreak))],
    [derivedMetrics.argumentTypes.name, counted.filter(({ typeChanged }) => typeChanged).length],
  ]);
}
