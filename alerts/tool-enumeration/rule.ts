import { counted } from "../../lib/alerting/counted";
import { defineRule } from "../../lib/alerting/rule";
import { waits } from "../../lib/alerting/waits";
import { derivedMetrics } from "../../lib/telemetry/metrics";
import { mission } from "../../lib/telemetry/mission";
import { official } from "../../lib/telemetry/official";

const metric = derivedMetrics.callErrors;
const windowMinutes = 5;

export const toolEnumeration = defineRule({
  id: "tool-enumeration",
  title: "Tool enumeration",
  severity: "warning",
  fires: { above: "errors" },
  detects:
    "One caller tries tools that do not exist, or arguments that do not fit, as somebody who feels his way does.",
  evidence: [
    "Of 18,299 office runs 348 had a single error of this kind or more; of 50 research runs 8. Many within minutes from one caller is unmeasured.",
    "Servers that follow the conventions set no error status for these answers, so a rule on status sees none of them.",
  ],
  fedBy:
    "Instrumentations that record `rpc.response.status_code`: the kit's own and those that follow the OpenTelemetry conventions.",
  assumptions: ["The code of the answer is on the span: -32601 for an unknown tool, -32602 for bad arguments."],
  blindSpots: [
    "Servers that answer an unknown tool with an ordinary result that says so.",
    "A caller that stays below the threshold or changes its identity.",
    "Errors that SDK wrappers of tool callbacks never see: the request handler must be instrumented.",
  ],
  falsePositives: [
    "A client that was built against another version of the server.",
    "A weak model that does not get arguments right.",
  ],
  thresholds: {
    errors: {
      doc: `Such answers to one caller within ${windowMinutes} minutes that are still silent; one more fires.`,
      unit: "errors",
      default: 10,
      min: 0,
      max: 100_000,
      why: "An agent that learns needs one or two errors a tool; ten within five minutes is a list being worked through.",
    },
  },
  for: waits(60, "A minute, as with other counts of a caller."),
  metric,
  groupBy: ["caller_id", "environment"],
  value: (selector) => counted(metric, ["caller_id", "environment"], windowMinutes, selector),
  summary: ({ limit, value, label }) =>
    `caller ${label("caller_id")} called unknown tools or with bad arguments ${value} times within ${windowMinutes} minutes (more than ${limit})`,
  investigate: {
    spans: [
      { attribute: official.statusCode, present: true },
      { attribute: mission.callerId, label: "caller_id" },
    ],
  },
  references: ["MCP07", "ASI03", "AML.T0084"],
});
