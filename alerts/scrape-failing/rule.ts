import { defineRule } from "../../lib/alerting/rule";
import { waits } from "../../lib/alerting/waits";
import { programs } from "../../lib/telemetry/programs";

const metric = programs.up;

export const scrapeFailing = defineRule({
  id: "scrape-failing",
  title: "Metrics cannot be read",
  severity: "warning",
  fires: { above: "targets" },
  health: true,
  detects: "A program that runs does not answer when its metrics are read: rules that read them judge nothing of it.",
  evidence: [
    "A scrape that fails ends every series of its target at once, and a rule without series is silent like one that found nothing.",
  ],
  fedBy: "The agent that reads all metrics, of each target that it found.",
  assumptions: ["The agent runs and reaches the workspace: detector-blind tells where it does not."],
  blindSpots: [
    "A task that is gone has no address, so nobody asks it: detector-blind and queue-filling tell of detectors and stores.",
  ],
  falsePositives: ["A task that is being replaced and keeps its address for longer than the waiting time."],
  thresholds: {
    targets: {
      doc: "Targets of one kind that may be silent; one more fires.",
      unit: "targets",
      default: 0,
      min: 0,
      max: 100,
      why: "Each counts for itself: what one of them saw is missing from every sum.",
    },
  },
  for: waits(120, "Two minutes: a task that is replaced is out of the names by then."),
  metric,
  groupBy: ["job", "environment"],
  value: (selector) => `sum by (job, environment) (1 - ${metric.name}${selector})`,
  summary: ({ limit, value, label }) =>
    `${value} targets of ${label("job")} in ${label("environment")} do not tell their metrics (more than ${limit})`,
  references: ["MCP08"],
});
