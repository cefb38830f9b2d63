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
    "The detector has not said for a while that it counts. Until it does, silence of the detections means nothing.",
  evidence: [
    "Silence of spans is no sign: at night nobody calls. So the detector says the time whether or not anybody calls.",
  ],
  fedBy: "The detector's own heartbeat.",
  assumptions: ["The heartbeat goes the way of every other metric, so its absence also tells of a way that is broken."],
  blindSpots: ["A detector that runs and gets no spans: export-failing and queue-filling look at the way to it."],
  falsePositives: ["A deployment that replaces the detector and takes longer than the waiting time."],
  thresholds: {
    seconds: {
      doc: "Age of the newest heartbeat that is still silent.",
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
  // Where there is no heartbeat at all it is as old as time itself.
  value: (selector) =>
    `(time() - max by (environment) (${metric.name}${selector}) or time() * absent(${metric.name}${selector}))`,
  summary: ({ limit, value, label }) =>
    `the detector of ${label("environment")} last counted ${value} seconds ago (more than ${limit}); detections are blind`,
  references: ["MCP08"],
});
