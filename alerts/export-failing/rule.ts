import { counted } from "../../lib/alerting/counted";
import { defineRule } from "../../lib/alerting/rule";
import { waits } from "../../lib/alerting/waits";
import { programs } from "../../lib/telemetry/programs";

const metric = programs.sendFailed;
const windowMinutes = 10;

export const exportFailing = defineRule({
  id: "export-failing",
  title: "Export fails",
  severity: "warning",
  fires: { above: "spans" },
  health: true,
  detects: "The collector gave up on spans for a destination: the trace store, the detector or an external backend.",
  evidence: [
    "It counts what was given up, not what is tried again: while a destination is away the queue holds, and queue-filling tells.",
  ],
  fedBy: "The collector's own counts.",
  assumptions: ["Collectors are scraped."],
  blindSpots: ["A destination that answers well and throws spans away."],
  falsePositives: ["A backend that refuses single spans for good, such as ones from too long ago."],
  thresholds: {
    spans: {
      doc: `Spans given up for one exporter within ${windowMinutes} minutes that are still silent; one more fires.`,
      unit: "spans",
      default: 0,
      min: 0,
      max: 10_000_000,
      why: "The queue and its retries are there so that none is given up.",
    },
  },
  for: waits(0, "What was given up is gone."),
  metric,
  groupBy: ["exporter", "environment"],
  value: (selector) => counted(metric, ["exporter", "environment"], windowMinutes, selector),
  summary: ({ limit, value, label }) =>
    `the collector of ${label("environment")} gave up on ${value} spans for ${label("exporter")} within ${windowMinutes} minutes (more than ${limit})`,
  references: ["MCP08"],
});
