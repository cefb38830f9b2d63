import type { Artifact, Json } from "../artifact";
import type { Cell } from "../inputs";
import { annotations } from "./annotations";
import { grafanaEvaluates } from "./evaluator";
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
  const detections = grafanaEvaluates(cell) ? [] : [group("mcp-detections", detectionsOf(cell))];
  return {
    path: `${cell.name}/alerts.yaml`,
    content: { groups: [...detections, group("mcp-health", healthOf(cell))] },
  };
}

/** The rules about what people and agents do. */
export function detectionsOf({ rules }: Cell): readonly AlertRule[] {
  return rules.filter(({ health }) => !health);
}

/** The rules about what our programs do. Grafana's silence is looked for only where it is the one to speak. */
export function healthOf(cell: Cell): readonly AlertRule[] {
  const watched = ({ id }: AlertRule) => id !== "grafana-silent" || grafanaEvaluates(cell);
  return cell.rules.filter((rule) => rule.health && watched(rule));
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
