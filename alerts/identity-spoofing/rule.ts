import { counted } from "../../lib/alerting/counted";
import { defineRule } from "../../lib/alerting/rule";
import { waits } from "../../lib/alerting/waits";
import { processorMetrics } from "../../lib/telemetry/metrics";

const metric = processorMetrics.falseClaims;
const windowMinutes = 10;

export const identitySpoofing = defineRule({
  id: "identity-spoofing",
  title: "False claim of identity",
  severity: "warning",
  fires: { above: "claims" },
  detects: "A sender said in its spans that it is another team or another environment than its credential says.",
  evidence: [
    "A claim that agrees with the credential is not counted. What is counted was deleted before anybody could read it.",
  ],
  fedBy: "Every vocabulary: claims are looked for under every name that a backend might read them by.",
  assumptions: ["Every sender has a credential of its own, which the gateway verified."],
  blindSpots: [
    "A stolen credential: its claims are true.",
    "Claims in the text of other attributes.",
    "A service name that is not the team's is counted elsewhere, and becomes `unknown`.",
  ],
  falsePositives: [
    "A server that was copied from another environment with its resource attributes: it claims with every batch.",
  ],
  thresholds: {
    claims: {
      doc: `False claims of one tenant within ${windowMinutes} minutes that are still silent; one more fires.`,
      unit: "claims",
      default: 0,
      min: 0,
      max: 1_000_000,
      why: "Nobody has a reason to claim to be somebody else.",
    },
  },
  for: waits(0, "The claim was deleted; who made it is of interest at once."),
  metric,
  groupBy: ["tenant", "environment"],
  value: (selector) => counted(metric, ["tenant", "environment"], windowMinutes, selector),
  summary: ({ limit, value, label }) =>
    `${label("tenant")} claimed another identity ${value} times within ${windowMinutes} minutes (more than ${limit})`,
  references: ["MCP07", "ASI03"],
});
