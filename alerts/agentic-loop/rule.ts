import { defineRule } from "../../lib/alerting/rule";
import { derivedMetrics } from "../../lib/telemetry/metrics";
import { mission } from "../../lib/telemetry/mission";

const metric = derivedMetrics.toolCalls;

export const agenticLoop = defineRule({
  id: "agentic-loop",
  title: "Agentic loop",
  severity: "warning",
  fires: { above: "toolCalls" },
  detects: "One root trace makes so many tool calls that an agent is probably going round in circles.",
  evidence: [
    "Of 48 hand-labelled loops in recorded runs it catches none; of 197 coding runs that succeeded it fires on 27.",
    "The sets that hold loops were capped at 12 to 30 steps, so what it is worth for agents without a cap is unmeasured.",
  ],
  fedBy: "Every vocabulary that names the tool of a call.",
  assumptions: ["Servers extract the caller's trace context, so that the calls of one agent share a trace."],
  blindSpots: [
    "A fresh trace id per call: no trace ever gets long.",
    "Short loops: hand-labelled loops in recorded runs ended after 5 to 20 calls, below this ceiling.",
  ],
  falsePositives: ["Long coding sessions: 14 % of recorded coding runs that succeeded made more than 50 calls."],
  thresholds: {
    toolCalls: {
      doc: "Tool calls in one trace that are still silent; one more fires.",
      unit: "calls",
      default: 50,
      min: 1,
      max: 100_000,
      why: "Asked for as the ceiling of a run; tune it per environment to the longest run that is normal there.",
    },
  },
  for: {
    doc: "How long the count must have stood above the threshold.",
    unit: "seconds",
    default: 120,
    min: 0,
    max: 3_600,
    why: "Two minutes, as asked: long enough that a batch of late spans does not page anyone.",
  },
  metric,
  level: "toolCalls",
  groupBy: ["root_trace_id", "environment", "team"],
  value: (selector) => `sum by (root_trace_id, environment, team) (${metric.name}${selector})`,
  summary: ({ limit, value, label }) =>
    `${value} tool calls in trace ${label("root_trace_id")} of team ${label("team")} (more than ${limit})`,
  investigate: { trace: "root_trace_id", spans: [{ attribute: mission.toolName, present: true }] },
  references: ["MCP06", "ASI08", "AML.T0034.002"],
});
