import { counted } from "../../lib/alerting/counted";
import { defineRule } from "../../lib/alerting/rule";
import { waits } from "../../lib/alerting/waits";
import { detectorMetrics } from "../../lib/telemetry/metrics";

const metric = detectorMetrics.dropped;
const windowMinutes = 5;

export const detectorOverflow = defineRule({
  id: "detector-overflow",
  title: "Detector overflows",
  severity: "warning",
  fires: { above: "items" },
  health: true,
  detects: "The detector had no room for everything it saw: it forgot traces or callers, or left series out.",
  evidence: [
    "Its bounds are settings; what lies beyond them is counted by reason, so nothing is forgotten in silence.",
  ],
  fedBy: "The detector's own counts.",
  assumptions: ["Whoever floods it with fresh trace ids or callers fills these counts rather than its memory."],
  blindSpots: ["Which trace or caller was left out is not known: that is what there was no room for."],
  falsePositives: ["A load test."],
  thresholds: {
    items: {
      doc: `What may be left out within ${windowMinutes} minutes, for each reason; one more fires.`,
      unit: "items",
      default: 0,
      min: 0,
      max: 1_000_000,
      why: "Bounds are set so that nothing is left out; one is the beginning of being blind.",
    },
  },
  for: waits(0, "What was left out is gone."),
  metric,
  groupBy: ["environment", "reason"],
  value: (selector) => counted(metric, ["environment", "reason"], windowMinutes, selector),
  summary: ({ limit, value, label }) =>
    `the detector of ${label("environment")} had no room for ${value} ${label("reason")} within ${windowMinutes} minutes (more than ${limit})`,
  references: ["MCP08"],
});
