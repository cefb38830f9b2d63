import type { PanelBuilder } from "@grafana/grafana-foundation-sdk/stat";
import type { Place } from "../../lib/dashboard";
import { detectorMetrics } from "../../lib/telemetry/metrics";
import { here } from "./expression";
import { levelsOf, rulesOn } from "./rule";
import { anyIsWell, stepsOf } from "./steps";
import { tile } from "./tile";

/** How long ago the one detector that is silent for longest last spoke. Without it every other number is worth nothing. */
export function heartbeat(place: Place): readonly PanelBuilder[] {
  const { metrics } = place;
  if (!metrics) return [];
  const [rule] = rulesOn(place, detectorMetrics.heartbeat);
  return [
    tile(metrics, {
      title: "Detector spoke",
      description: `${detectorMetrics.heartbeat.brief} ${rule?.detects ?? ""}`.trim(),
      expr: `time() - min(topk(${place.detectors}, ${detectorMetrics.heartbeat.name}${here}))`,
      unit: "s",
      empty: "Never: nothing here is judged by anybody",
      thresholds: rule ? stepsOf(rule, levelsOf(place, rule)) : anyIsWell(),
      width: 4,
    }),
  ];
}
