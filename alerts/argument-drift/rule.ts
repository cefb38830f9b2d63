import { defineRule } from "../../lib/alerting/rule";
import { waits } from "../../lib/alerting/waits";
import { derivedMetrics } from "../../lib/telemetry/metrics";
import { mission } from "../../lib/telemetry/mission";

const metric = derivedMetrics.argumentTypes;

export const argumentDrift = defineRule({
  id: "argument-drift",
  title: "Argument drift",
  severity: "info",
  fires: { above: "calls" },
  detects: "A tool was called with an argument of another type than in the other calls of the trace.",
  evidence: [
    "On 18,299 office runs: of the 348 with a validation error it marks 53 %, with precision .97, and 0.3 of 1,000 clean runs.",
    "It is seen when the agent mends its call, so it marks the correction, not the bad call: for single calls its recall is 0.",
    "As a sign of injected instructions it is useless: .007 of attacks that succeeded, .014 of those that failed.",
  ],
  fedBy: "The kit's own instrumentation, which compares types in the server. No other vocabulary has it.",
  assumptions: ["Servers send `mcp.args.type_changed`; a missing value and null are no change."],
  blindSpots: [
    "A value of the same type with another meaning.",
    "The first call of a trace, which has nothing to differ from.",
  ],
  falsePositives: ["Tools that accept a number or its text, a value or a list of values."],
  thresholds: {
    calls: {
      doc: "Calls with a changed type in one trace that are still silent; one more fires.",
      unit: "calls",
      default: 0,
      min: 0,
      max: 10_000,
      why: "One is rare enough: 0.3 of 1,000 clean runs had any.",
    },
  },
  for: waits(0, "A single call is enough: there is no burst to wait for."),
  metric,
  groupBy: ["root_trace_id", "environment", "team"],
  value: (selector) => `sum by (root_trace_id, environment, team) (${metric.name}${selector})`,
  summary: ({ limit, value, label }) =>
    `${value} calls in trace ${label("root_trace_id")} of team ${label("team")} had an argument of another type than before (more than ${limit})`,
  investigate: { trace: "root_trace_id", spans: [{ attribute: mission.toolName, present: true }] },
  references: ["MCP05"],
});
