import { counted } from "../../lib/alerting/counted";
import { defineRule } from "../../lib/alerting/rule";
import { waits } from "../../lib/alerting/waits";
import { deadlineCounts } from "../../lib/gateway/grant-header";
import { programs } from "../../lib/telemetry/programs";

const metric = programs.lateGrants;
const windowMinutes = 10;

export const allowedAfterDeadline = defineRule({
  id: "allowed-after-deadline",
  title: "Allowed after the deadline",
  severity: "critical",
  fires: { above: "requests" },
  health: true,
  detects:
    "The lock that holds the grants of on-call let a request through after its grant's deadline; the lock behind it refused.",
  evidence: [
    "Both locks compare the deadline with the time of the request, so after a sound first lock the second has nothing to refuse.",
  ],
  fedBy: "The gateways' own counts.",
  assumptions: ["The second lock runs in another listener, whose rules no grant can change."],
  blindSpots: ["A request that both locks let through: the audit log has grant and deadline on every line."],
  falsePositives: ["A request at the very second of a deadline that reached the two locks on either side of it."],
  thresholds: {
    requests: {
      doc: `Such requests within ${windowMinutes} minutes that are still silent; one more fires.`,
      unit: "requests",
      default: 0,
      min: 0,
      max: 1_000,
      why: "A lock that opens too long is broken or was tampered with; nothing was read yet.",
    },
  },
  for: waits(0, "One is enough."),
  metric,
  groupBy: ["environment"],
  value: (selector) =>
    counted(
      metric,
      ["environment"],
      windowMinutes,
      selector.replace("}", `, envoy_rbac_http_prefix="${deadlineCounts}"}`),
    ),
  summary: ({ limit, value, label }) =>
    `${value} requests in ${label("environment")} came through a grant after its deadline and were refused behind it (more than ${limit})`,
  references: ["MCP07", "ASI03"],
});
