import type { PanelBuilder } from "@grafana/grafana-foundation-sdk/timeseries";
import { type AlertRule, comparison, type Levels, tiersOf } from "../../lib/alerting/rule";
import { investigationOf, type Place } from "../../lib/dashboard";
import type { DerivedMetric } from "../../lib/telemetry/metrics";
import type { ProgramMetric } from "../../lib/telemetry/programs";
import { here } from "./expression";
import { clickedLabel, linkOn } from "./link";
import { series } from "./series";
import { stepsOf } from "./steps";

/** The rules on any of these metrics. */
export function rulesOn({ rules }: Place, ...metrics: readonly DerivedMetric[]): readonly AlertRule[] {
  const names = new Set(metrics.map(({ name }) => name));
  return rules.filter(({ metric }) => names.has(metric.name));
}

/** The numbers of a rule here. */
export function levelsOf({ levels, environment }: Place, { id }: AlertRule): Levels {
  const found = levels[id];
  if (!found) throw new Error(`rule "${id}" has no numbers in environment "${environment}"`);
  return found;
}

/** What a rule compares, over time, and the lines from which on it fires. */
export function ruleSeries(place: Place, rule: AlertRule, width = 12): readonly PanelBuilder[] {
  const { metrics } = place;
  if (!metrics) return [];
  const levels = levelsOf(place, rule);
  const labels = rule.groupBy.filter((label) => label !== "environment");
  return [
    series(metrics, {
      title: rule.title,
      description: meaning(place, rule),
      expr: rule.value(here, place.detectors),
      legend: labels.length > 0 ? labels.map((label) => `{{${label}}}`).join(" ") : rule.title,
      unit: unitOf(rule),
      empty: emptyText(rule.metric),
      thresholds: stepsOf(rule, levels),
      links: ruleLinks(place, rule),
      width,
    }),
  ];
}

/** What the reader of a panel has to know of its rule, without leaving it. */
function meaning(place: Place, rule: AlertRule): string {
  const levels = levelsOf(place, rule);
  const fires = tiersOf(rule).map((tier) => {
    const { sign, key, limit } = comparison(tier.fires, levels);
    return `${tier.severity} at ${sign} ${limit} ${rule.thresholds[key]?.unit ?? ""}`.trim();
  });
  return [
    rule.detects,
    `Fires as ${fires.join(", ")}, after ${levels.for} s.`,
    `May fire without cause: ${rule.falsePositives.join(" ") || "nothing is known."}`,
    `Does not see: ${rule.blindSpots.join(" ") || "nothing is known."}`,
    place.runbooks === undefined
      ? `Runbook: alerts/${rule.id}/runbook.md`
      : `[Runbook](${place.runbooks}/${rule.id}/runbook.md)`,
  ].join("\n\n");
}

/** Where one looks next, and what to do. */
function ruleLinks(place: Place, rule: AlertRule) {
  const { dashboard, variable } = investigationOf(rule);
  const url = place.linkTo(dashboard, variable ? { [variable]: clickedLabel(variable) } : {});
  return [
    ...(url === undefined ? [] : [linkOn(variable ? "Look into it" : "More", url)]),
    ...(place.runbooks === undefined ? [] : [linkOn("Runbook", `${place.runbooks}/${rule.id}/runbook.md`)]),
  ];
}

/** What would be there, and why it is not: a metric that nobody writes yet says so. */
function emptyText(metric: DerivedMetric | ProgramMetric): string {
  const missing = "missing" in metric ? metric.missing : undefined;
  return missing === undefined ? `Nothing near the line. ${metric.brief}` : `Not measured here: ${missing}.`;
}

/** Grafana's names of units. */
const units: Readonly<Record<string, string>> = { seconds: "s", days: "d", percent: "percent" };

function unitOf({ fires, thresholds }: AlertRule): string {
  const [key = ""]: readonly string[] = Object.values(fires);
  return units[thresholds[key]?.unit ?? ""] ?? "short";
}
