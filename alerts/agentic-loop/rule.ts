import { defineRule } from "../../lib/alerting/rule";
import { derivedMetrics } from "../../lib/telemetry/metrics";
import { mission } from "../../lib/telemetry/mission";

const metric = derivedMetrics.toolCalls;

export const agenticLoop = defineRule({
  id: "agentic-loop",
  title: "Agentic loop",
  severity: "warning",
  detects: "One root trace makes so many tool calls that an agent is probably going round in circles.",
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
  promql: ({ toolCalls }, selector) =>
    `sum by (root_trace_id, environment, team) (${metric.name}${selector}) > ${toolCalls}`,
  summary: ({ toolCalls }) =>
    `{{ $value }} tool calls in trace {{ $labels.root_trace_id }} of team {{ $labels.team }} (more than ${toolCalls})`,
  investigate: {
    tempo: (label) => `{ trace:id = "${label("root_trace_id")}" && span.${mission.toolName.name} != nil }`,
    jaeger: (label) => `/trace/${label("root_trace_id")}`,
  },
  references: ["OWASP Agentic ASI08 Cascading Failures", "MITRE ATLAS AML.T0034.002 Agentic Resource Consumption"],
});
