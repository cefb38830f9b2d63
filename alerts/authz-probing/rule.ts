import { counted } from "../../lib/alerting/counted";
import { defineRule } from "../../lib/alerting/rule";
import { derivedMetrics } from "../../lib/telemetry/metrics";
import { mission } from "../../lib/telemetry/mission";

const metric = derivedMetrics.authzDenied;
const windowMinutes = 5;

export const authzProbing = defineRule({
  id: "authz-probing",
  title: "Authorization probing",
  severity: "warning",
  fires: { above: "denials" },
  detects: "One caller is refused again and again, as somebody who tries doors is.",
  evidence: [
    "Exact in promtool at the threshold and one above it, for a cold burst and for a caller never seen before.",
  ],
  fedBy: "Instrumentations that record a decision: the kit's own, and Amazon Bedrock AgentCore's policy engine.",
  assumptions: ["Servers record their authorization decision on the span, before the handler runs."],
  blindSpots: [
    "A caller that changes its identity between attempts.",
    "Refusals at the HTTP layer of a server without the instrumentation's hook for them: they never become a tool call.",
    "A 401 to a request without a token, with which every client begins, and a bare 403 before the caller is known.",
    "What a detector had not told yet when it was replaced.",
  ],
  falsePositives: ["A client that retries after its permissions were taken away."],
  thresholds: {
    denials: {
      doc: `Denials of one caller within ${windowMinutes} minutes that are still silent; one more fires.`,
      unit: "denials",
      default: 5,
      min: 0,
      max: 10_000,
      why: "A person who mistypes a scope stops before five; a script that enumerates does not.",
    },
  },
  for: {
    doc: "How long the count must have stood above the threshold.",
    unit: "seconds",
    default: 60,
    min: 0,
    max: 3_600,
    why: "One minute, as asked.",
  },
  metric,
  groupBy: ["caller_id", "environment"],
  value: (selector) => counted(metric, ["caller_id", "environment"], windowMinutes, selector),
  summary: ({ limit, value, label }) =>
    `caller ${label("caller_id")} was denied ${value} times within ${windowMinutes} minutes (more than ${limit})`,
  investigate: {
    spans: [
      { attribute: mission.authzDecision, is: "deny" },
      { attribute: mission.callerId, label: "caller_id" },
    ],
  },
  references: ["MCP07", "ASI03", "AML.T0084.001"],
});
