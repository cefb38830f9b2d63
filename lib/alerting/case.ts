import type { MetricLabel } from "../telemetry/metrics";

/** What a rule must do on a given history. At least four a rule: a clear hit, just below, a look-alike, a first offender. */
export interface RuleCase {
  readonly name: string;
  /** Histories of the rule's metric in promtool's notation, one value a minute: `0x3 51x10`. */
  readonly series: readonly { readonly labels: Partial<Record<MetricLabel, string>>; readonly values: string }[];
  /** When the verdict is taken, in minutes after the first value. */
  readonly atMinute: number;
  readonly expect: "fires" | "silent";
  readonly because: string;
}
