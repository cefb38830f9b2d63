import type { PanelBuilder } from "@grafana/grafana-foundation-sdk/stat";
import { type AlertRule, promql } from "../../lib/alerting/rule";
import type { Place } from "../../lib/dashboard";
import { type DerivedMetric, derivedMetrics, detectorMetrics, processorMetrics } from "../../lib/telemetry/metrics";
import { programMetrics } from "../../lib/telemetry/program-metrics";
import { programs } from "../../lib/telemetry/programs";
import { here } from "./expression";
import { levelsOf } from "./rule";
import { noneIsWell } from "./steps";
import { tile } from "./tile";

interface RuleTiles {
  readonly title: string;
  readonly description: string;
  readonly rules: readonly AlertRule[];
  readonly empty: string;
}

/**
 * How many callers, traces or parts are over the line of each rule now. One question for all of them, since an audience may only
 * ask so many at once. A rule whose metric nobody could have written has no number, rather than a 0 that reads as calm.
 */
export function ruleTiles(place: Place, { title, description, rules, empty }: RuleTiles): readonly PanelBuilder[] {
  const { metrics } = place;
  if (!metrics || rules.length === 0) return [];
  return [
    tile(metrics, {
      title,
      description,
      expr: rules.map((rule) => overTheLine(place, rule)).join("\nor\n"),
      legend: "{{alert}}",
      empty,
      thresholds: noneIsWell(),
      width: 20,
    }),
  ];
}

function overTheLine(place: Place, rule: AlertRule): string {
  const over = `count(${promql(rule, rule, levelsOf(place, rule), here, place.detectors)})`;
  return `label_replace(${over} or 0 * max(${witness(rule.metric)}${here}), "alert", "${rule.title}", "", "")`;
}

/** What is there whenever the metric could be. */
function witness(metric: DerivedMetric): string {
  const among = (group: Readonly<Record<string, DerivedMetric>>) =>
    Object.values(group).some(({ name }) => name === metric.name);
  if (among(derivedMetrics) || among(detectorMetrics)) return detectorMetrics.heartbeat.name;
  const collector = Object.values(programs).some(
    ({ name, program }) => name === metric.name && program === "collector",
  );
  return collector || among(processorMetrics) ? programMetrics.collectorUptime : metric.name;
}
