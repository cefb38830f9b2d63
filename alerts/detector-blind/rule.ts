import { defineRule } from "../../lib/alerting/rule";
import { waits } from "../../lib/alerting/waits";
import { detectorMetrics } from "../../lib/telemetry/metrics";

const metric = detectorMetrics.heartbeat;

export const detectorBlind = defineRule({
  id: "detector-blind",
  title: "Detector is blind",
  severity: "critical",
  fires: { above: "seconds" },
  health: true,
  detects:
    "A detector has not said for a while that it counts, or there are fewer than there should be. Until then, silence of the detections means nothing.",
  evidence: [
    "Silence of spans is no sign: at night nobody calls. So a detector says the time whether or not anybody calls.",
    "Each has traces of its own: one that is away blinds the detections to these, however well the others count.",
  ],
  fedBy: "The detectors' own heartbeats.",
  assumptions: ["The heartbeat goes the way of every other metric, so its absence also tells of a way that is broken."],
  blindSpots: ["A detector that runs and gets no spans: export-failing and queue-filling look at the way to it."],
  falsePositives: ["A deployment that replaces the detector and takes longer than the waiting time."],
  thresholds: {
    seconds: {
      doc: "Age of a detector's heartbeat that is still silent.",
      unit: "seconds",
      default: 120,
      min: 10,
      max: 3_600,
      why: "Eight flushes with the default interval: no hiccup of one scrape, and soon enough to matter.",
    },
  },
  for: waits(60, "A minute, so that one late sample wakes nobody."),
  metric,
  groupBy: ["environment"],
  // As many of the newest as there are detectors: one that was replaced is no longer asked for. Where one is missing it is as old as
  // time itself.
  value: (selector, detectors) => {
    const beats = `${metric.name}${selector}`;
    const number = `count by (environment) (${beats})`;
    const oldest = `min by (environment) (topk by (environment) (${detectors}, ${beats}))`;
    return `time() - (${oldest} and ${number} >= ${detectors} or 0 * ${number} or 0 * absent(${beats}))`;
  },
  summary: ({ limit, value, label }) =>
    `a detector of ${label("environment")} last counted ${value} seconds ago (more than ${limit}), which is since 1970 where one is missing; detections are blind`,
  references: ["MCP08"],
});
