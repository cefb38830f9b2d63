import type { DerivedMetric, MetricLabel } from "../telemetry/metrics";
import type { Severity } from "./rule";

/** What a rule must do on a given history. At least four a rule: a clear hit, just below, a look-alike, a first offender. */
export interface RuleCase {
  readonly name: string;
  /** Histories in promtool's notation, one value a minute: `0x3 51x10`. Of the rule's metric, or of another that it reads. */
  readonly series: readonly {
    readonly metric?: DerivedMetric;
    readonly labels: Partial<Record<MetricLabel, string>>;
    readonly values: string;
  }[];
  /** Distance of two values, where it is not a minute: readings that do not fall on evaluations. Unit: seconds. */
  readonly everySeconds?: number;
  /** When the verdict is taken, in minutes after the first value. */
  readonly atMinute: number;
  /** Of which severity, where a rule has two. Default: the lower. */
  readonly severity?: Severity;
  readonly expect: "fires" | "silent";
  /** From when on the verdict is about the whole time until then: at no evaluation did it fire. Default: about that minute alone. */
  readonly fromMinute?: number;
  /** How many alerts, where it is not one. */
  readonly alerts?: number;
  readonly because: string;
}
