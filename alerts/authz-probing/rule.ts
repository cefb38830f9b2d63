import { defineRule } from "../../lib/alerting/rule";
import { derivedMetrics } from "../../lib/telemetry/metrics";
import { mission } from "../../lib/telemetry/mission";

const metric = derivedMetrics.authzDenied;
const windowMinutes = 5;

export const authzProbing = defineRule({
  id: "authz-probing",
  title: "Authorization probing",
  severity: "warning",
  detects: "One caller is refused again and again, as somebody who tries doors is.",
  assumptions: ["Servers record their authorization decision on the span, before the handler runs."],
  blindSpots: [
    "A caller that changes its identity between attempts.",
    "Refusals at the HTTP layer that never become a tool call.",
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
  // increase() extrapolates: a cold burst of 5 read 7. A difference of two readings is exact, and a series without a
  // past counts from zero.
  promql: ({ denials }, selector) => {
    const total = (at: string) => `sum by (caller_id, environment) (${metric.name}${selector}${at})`;
    return `${total("")} - (${total(` offset ${windowMinutes}m`)} or 0 * ${total("")}) > ${denials}`;
  },
  summary: ({ denials }) =>
    `caller {{ $labels.caller_id }} was denied {{ $value }} times within ${windowMinutes} minutes (more than ${denials})`,
  investigate: {
    tempo: (label) =>
      `{ span.${mission.authzDecision.name} = "deny" && span.${mission.callerId.name} = "${label("caller_id")}" }`,
    jaeger: (label) =>
      `/search?tags=${encodeURIComponent(
        JSON.stringify({ [mission.authzDecision.name]: "deny", [mission.callerId.name]: "CALLER" }),
      ).replace("CALLER", label("caller_id"))}`,
  },
  references: ["OWASP MCP07 Insufficient Authentication & Authorization", "MITRE ATLAS AML.T0084.001 Tool Definitions"],
});
