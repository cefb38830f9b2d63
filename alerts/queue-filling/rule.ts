import { defineRule } from "../../lib/alerting/rule";
import { waits } from "../../lib/alerting/waits";
import { programs } from "../../lib/telemetry/programs";

const metric = programs.queueSize;
const also = [programs.queueCapacity] as const;

export const queueFilling = defineRule({
  id: "queue-filling",
  title: "Queue fills",
  severity: "warning",
  fires: { above: "percent" },
  escalates: { severity: "critical", fires: { above: "full" } },
  health: true,
  detects:
    "Spans wait for a destination that is slow or away; when the queue is full, senders are told to retry and then lose.",
  evidence: ["The default queue holds about 20 minutes of 1,000 spans a second."],
  fedBy: "The collector's own counts.",
  assumptions: ["Size and capacity of a queue are told in the same unit, which the collector does."],
  blindSpots: ["A queue that fills and empties between two scrapes."],
  falsePositives: ["A destination that is restarted, as in a deployment: the queue empties by itself."],
  thresholds: {
    percent: {
      doc: "Part of an exporter's queue that may be taken; above it the warning fires.",
      unit: "percent",
      default: 50,
      min: 1,
      max: 99,
      why: "Half is left: about ten minutes under full load.",
    },
    full: {
      doc: "Part of the queue above which it is critical.",
      unit: "percent",
      default: 80,
      min: 1,
      max: 99,
      why: "About four minutes are left under full load.",
    },
  },
  for: waits(120, "Two minutes: a restart of the destination takes less."),
  metric,
  also,
  groupBy: ["exporter", "environment"],
  value: (selector) =>
    `100 * max by (exporter, environment) (${metric.name}${selector} / ${programs.queueCapacity.name}${selector})`,
  summary: ({ limit, value, label }) =>
    `the queue for ${label("exporter")} in ${label("environment")} is ${value} percent full (more than ${limit})`,
  references: ["MCP08"],
});
