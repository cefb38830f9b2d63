import type { Quantity } from "../settings/option";
import type { DerivedMetric, MetricLabel } from "../telemetry/metrics";

export type Severity = "info" | "warning" | "critical";

/** A rule's numbers after tuning, by threshold key. */
export type Levels<T extends string = string> = Readonly<Record<T, number>>;

/** One detection: what it sees, what it misses, its numbers and its query. */
export interface AlertRule<T extends string = string> {
  /** Folder under `alerts/`, and the `type` label with underscores. */
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly detects: string;
  readonly assumptions: readonly string[];
  readonly blindSpots: readonly string[];
  readonly falsePositives: readonly string[];
  readonly thresholds: Readonly<Record<T, Quantity>>;
  /** How long the condition must hold before the alert fires. */
  readonly for: Quantity;
  /** The metric the rule reads. */
  readonly metric: DerivedMetric;
  /** Which threshold the metric's own value is compared with, for rules on a level. Series below it need not exist. */
  readonly level?: T;
  /** Labels an alert carries: one alert for each combination. */
  readonly groupBy: readonly MetricLabel[];
  /** `selector` narrows every series to one environment, since environments share a workspace. */
  promql(levels: Levels<T>, selector: string): string;
  /** One sentence in Prometheus template form: who, what, how much. */
  summary(levels: Levels<T>): string;
  /** Where an analyst looks next, with the alert's labels filled in. */
  readonly investigate: {
    tempo(label: (name: MetricLabel) => string): string;
    jaeger(label: (name: MetricLabel) => string): string;
  };
  readonly references: readonly string[];
}

/** Keeps the names of the thresholds, so that tuning is typed. */
export function defineRule<const T extends string>(rule: AlertRule<T>): AlertRule<T> {
  return rule;
}

/** The `type` label, as the alert contract writes it. */
export function alertType(rule: Pick<AlertRule, "id">): string {
  return rule.id.replaceAll("-", "_");
}
