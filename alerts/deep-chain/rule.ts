import { defineRule } from "../../lib/alerting/rule";
import { depthContext } from "../../lib/telemetry/context";
import { derivedMetrics } from "../../lib/telemetry/metrics";
import { mission } from "../../lib/telemetry/mission";

const metric = derivedMetrics.traceDepth;

export const deepChain = defineRule({
  id: "deep-chain",
  title: "Deep agent chain",
  severity: "info",
  fires: { above: "depth" },
  detects: "A tool was called by an agent that an agent called, and so on, further than anybody planned.",
  evidence: ["No recorded run had agents below agents, so how often this fires is unmeasured: hence severity info."],
  fedBy: "The carried depth needs the kit's own context functions; the depth of the span tree needs nothing but spans.",
  assumptions: [
    "Agents pass their depth on in the trace state; where they do not, calls that lie one within the other are counted.",
  ],
  blindSpots: [
    "An agent that drops the whole trace context begins a new chain.",
    "One that drops the depth alone, where agents call agents without a traced server in between.",
  ],
  falsePositives: ["Orchestrations that are meant to be deep: raise the limit for that environment."],
  thresholds: {
    depth: {
      doc: "Hops since the user's instruction that are still silent; one more fires.",
      unit: "hops",
      default: depthContext.limit,
      min: 1,
      max: depthContext.max - 1,
      why: "Orchestrator, sub-agent and tool make three; twice that is a chain nobody drew on a whiteboard.",
    },
  },
  for: {
    doc: "How long the depth must have stood above the threshold.",
    unit: "seconds",
    default: 0,
    min: 0,
    max: 3_600,
    why: "A single call is enough: there is no burst to wait for.",
  },
  metric,
  level: "depth",
  groupBy: ["root_trace_id", "environment", "team"],
  value: (selector) => `max by (root_trace_id, environment, team) (${metric.name}${selector})`,
  summary: ({ limit, value, label }) =>
    `trace ${label("root_trace_id")} of team ${label("team")} reached agent depth ${value} (more than ${limit})`,
  investigate: { trace: "root_trace_id", spans: [{ attribute: mission.securityAnomaly, is: true }] },
  references: ["ASI07", "ASI08"],
});
