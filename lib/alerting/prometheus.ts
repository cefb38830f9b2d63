import type { Artifact, Json } from "../artifact";
import type { Cell } from "../inputs";
import { annotations } from "./annotations";
import { type AlertRule, alertType, comparison, type Levels, promql, tiersOf } from "./rule";

/**
 * The rules that the metrics workspace evaluates for one cell: health always, so that a Grafana that evaluates nothing is noticed, and
 * the detections where it is the evaluator.
 */
export function prometheusRules(cell: Cell): Artifact {
  const group = (name: string, rules: readonly AlertRule[]): Json => ({
    name: `${name}-${cell.name}`,
    interval: `${cell.settings.metrics.evaluationSeconds}s`,
    rules: rules.flatMap((rule) => alerts(rule, cell)),
  });
  const detections = cell.kit.alerting.evaluator === "amp" ? [group("mcp-detections", detectionsOf(cell))] : [];
  return {
    path: `${cell.name}/alerts.yaml`,
    content: { groups: [...detections, group("mcp-health", healthOf(cell))] },
  };
}

/** The rules about what people and agents do. */
export function detectionsOf({ rules }: Cell): readonly AlertRule[] {
  return rules.filter((rule) => !rule.health && isFed(rule));
}

/** The rules about what our programs do. Grafana's silence is looked for only where it is the one to speak. */
export function healthOf({ rules, kit }: Cell): readonly AlertRule[] {
  const watched = ({ id }: AlertRule) => id !== "grafana-silent" || kit.alerting.evaluator === "grafana";
  return rules.filter((rule) => rule.health && watched(rule) && isFed(rule));
}

/** Whether everything a rule reads is there. Without it the rule would be silent, or never stop. */
function isFed({ metric, also = [] }: AlertRule): boolean {
  return [metric, ...also].every(({ missing }) => missing === undefined);
}

/** A rule's numbers in an environment. */
export function levelsOf(rule: AlertRule, cell: Cell): Levels {
  const levels = cell.settings.alerts[rule.id];
  if (!levels) throw new Error(`rule "${rule.id}" has no numbers in environment "${cell.name}"`);
  return levels;
}

/** Narrows a query to one environment. */
export function selectorOf({ name }: Pick<Cell, "name">): string {
  return `{environment="${name}"}`;
}

/** One alert for each severity, all with the rule's name. */
function alerts(rule: AlertRule, cell: Cell): readonly Json[] {
  const levels = levelsOf(rule, cell);
  return tiersOf(rule).map((tier) => ({
    alert: rule.id,
    expr: promql(rule, tier, levels, selectorOf(cell), cell.settings.detector.tasks),
    for: `${levels.for}s`,
    labels: { severity: tier.severity, type: alertType(rule) },
    annotations: annotations(rule, comparison(tier.fires, levels).limit, cell, "prometheus"),
  }));
}
