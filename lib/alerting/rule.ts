import type { Quantity } from "../settings/option";
import type { DerivedMetric, MetricLabel } from "../telemetry/metrics";
import type { Investigation } from "./investigation";
import type { Reference } from "./taxonomy";

export type Severity = "info" | "warning" | "critical";

/** A rule's numbers after tuning, by threshold key. */
export type Levels<T extends string = string> = Readonly<Record<T, number>>;

/** How a rule's value is compared, and with which threshold. */
export type Condition<T extends string = string> =
  | { readonly above: T }
  | { readonly atLeast: T }
  | { readonly below: T };

/** One severity of a rule and when it is reached. */
export interface Tier<T extends string = string> {
  readonly severity: Severity;
  readonly fires: Condition<T>;
}

/** What a summary is put together from: each evaluator writes numbers and labels in its own way, cut and escaped. */
export interface Words {
  /** The threshold of the severity that is reached. */
  readonly limit: number;
  /** The value that was compared, as a whole number. */
  readonly value: string;
  label(name: MetricLabel): string;
}

/** One detection: what it sees, what it misses, its numbers and its query. */
export interface AlertRule<T extends string = string> extends Tier<T> {
  /** Folder under `alerts/`, and the `type` label with underscores. */
  readonly id: string;
  readonly title: string;
  /** A second, higher severity of the same finding. */
  readonly escalates?: Tier<T>;
  /** Watches the watchers: it runs in the metrics workspace, whatever evaluates the detections. */
  readonly health?: true;
  readonly detects: string;
  /** What was measured, and on what. */
  readonly evidence: readonly string[];
  /** Which instrumentations give what the rule needs. */
  readonly fedBy: string;
  readonly assumptions: readonly string[];
  readonly blindSpots: readonly string[];
  readonly falsePositives: readonly string[];
  readonly thresholds: Readonly<Record<T, Quantity>>;
  /** How long the condition must hold before the alert fires. */
  readonly for: Quantity;
  /** The metric the rule reads. */
  readonly metric: DerivedMetric;
  /** Further metrics it reads. */
  readonly also?: readonly DerivedMetric[];
  /** Which threshold the metric's own value is compared with, for rules on a level. Series below it need not exist. */
  readonly level?: T;
  /** Labels an alert carries: one alert for each combination. */
  readonly groupBy: readonly MetricLabel[];
  /**
   * What is compared, as PromQL. `selector` narrows every series to one environment, since environments share a workspace; `detectors`
   * is how many of them it has.
   */
  value(selector: string, detectors: number): string;
  /** One sentence: who, what, how much. */
  summary(words: Words): string;
  /** The spans an analyst looks at next. Health rules have none. */
  readonly investigate?: Investigation;
  readonly references: readonly Reference[];
}

/** Keeps the names of the thresholds, so that tuning is typed. */
export function defineRule<const T extends string>(rule: AlertRule<T>): AlertRule<T> {
  return rule;
}

/** The `type` label, as the alert contract writes it. */
export function alertType(rule: Pick<AlertRule, "id">): string {
  return rule.id.replaceAll("-", "_");
}

/** Every severity of a rule, the lower one first. */
export function tiersOf({ severity, fires, escalates }: AlertRule): readonly Tier[] {
  return [{ severity, fires }, ...(escalates ? [escalates] : [])];
}

/** A condition with its number. */
export interface Comparison {
  readonly sign: ">" | ">=" | "<";
  readonly key: string;
  readonly limit: number;
}

export function comparison(fires: Condition, levels: Levels): Comparison {
  const [sign, key] =
    "above" in fires
      ? ([">", fires.above] as const)
      : "atLeast" in fires
        ? ([">=", fires.atLeast] as const)
        : (["<", fires.below] as const);
  const limit = levels[key];
  if (limit === undefined) throw new Error(`no threshold "${key}"; there are ${Object.keys(levels).join(", ")}`);
  return { sign, key, limit };
}

/** The whole condition of one severity, as PromQL. */
export function promql(rule: AlertRule, tier: Tier, levels: Levels, selector: string, detectors: number): string {
  const { sign, limit } = comparison(tier.fires, levels);
  return `${rule.value(selector, detectors)} ${sign} ${limit}`;
}
