import { defineRule } from "../../lib/alerting/rule";
import { waits } from "../../lib/alerting/waits";
import { derivedMetrics } from "../../lib/telemetry/metrics";
import { mission } from "../../lib/telemetry/mission";

const metric = derivedMetrics.traceTenants;

export const crossTenantTrace = defineRule({
  id: "cross-tenant-trace",
  title: "Trace over several teams",
  severity: "info",
  fires: { above: "tenants" },
  detects:
    "Spans of one trace came from several teams: work that crosses a border, or somebody who uses another team's trace id.",
  evidence: ["No recorded run has teams, so how often this fires is unmeasured: hence severity info."],
  fedBy: "Every vocabulary: the tenant comes from the sender's certificate.",
  assumptions: ["Trace ids are random, so two teams share one only where context was handed on or copied."],
  blindSpots: [
    "Two callers of one team in one trace.",
    "A handle or session that is used by somebody else under a fresh trace.",
  ],
  falsePositives: ["Agents that use servers of several teams, as many do: raise the number to what is normal there."],
  thresholds: {
    tenants: {
      doc: "Teams in one trace that are still silent; one more fires.",
      unit: "teams",
      default: 1,
      min: 1,
      max: 1_000,
      why: "Where no agent is meant to cross teams one is all; it is a remark, so the first crossing may be seen.",
    },
  },
  for: waits(0, "A single span is enough."),
  metric,
  level: "tenants",
  groupBy: ["root_trace_id", "environment"],
  value: (selector) => `max by (root_trace_id, environment) (${metric.name}${selector})`,
  summary: ({ limit, value, label }) =>
    `${value} teams sent spans of trace ${label("root_trace_id")} (more than ${limit})`,
  investigate: { trace: "root_trace_id", spans: [{ attribute: mission.toolName, present: true }] },
  references: ["MCP07", "ASI03"],
});
