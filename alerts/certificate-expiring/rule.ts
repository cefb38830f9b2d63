import { defineRule } from "../../lib/alerting/rule";
import { waits } from "../../lib/alerting/waits";
import { programs } from "../../lib/telemetry/programs";

const metric = programs.certificateDays;

export const certificateExpiring = defineRule({
  id: "certificate-expiring",
  title: "Certificate expires",
  severity: "warning",
  fires: { below: "days" },
  escalates: { severity: "critical", fires: { below: "lastDays" } },
  health: true,
  detects: "A certificate of a gateway, or the authority it trusts, ends soon. Then it refuses everybody.",
  evidence: ["Gateways close by default, so an expired certificate stops traces and queries at one second."],
  fedBy: "The gateways' own counts.",
  assumptions: ["Each gateway tells the days of the certificate that ends first."],
  blindSpots: ["Certificates of senders: they end in the senders' hands, and show as refused connections."],
  falsePositives: [
    "Certificates that are meant to live for days only and are replaced by themselves: lower both numbers.",
  ],
  thresholds: {
    days: {
      doc: "Days that must be left; fewer fire the warning.",
      unit: "days",
      default: 14,
      min: 1,
      max: 365,
      why: "Two weeks to find who may issue a new one, holidays included.",
    },
    lastDays: {
      doc: "Days that must be left; fewer are critical.",
      unit: "days",
      default: 3,
      min: 1,
      max: 365,
      why: "A weekend.",
    },
  },
  for: waits(300, "It is told in days; five minutes let a restarted gateway read its new certificate."),
  metric,
  groupBy: ["environment", "instance"],
  value: (selector) => `min by (environment, instance) (${metric.name}${selector})`,
  summary: ({ limit, value, label }) =>
    `a certificate of gateway ${label("instance")} in ${label("environment")} ends in ${value} days (fewer than ${limit})`,
  references: ["MCP07"],
});
