import { counted } from "../../lib/alerting/counted";
import { defineRule } from "../../lib/alerting/rule";
import { waits } from "../../lib/alerting/waits";
import { derivedMetrics } from "../../lib/telemetry/metrics";
import { mission } from "../../lib/telemetry/mission";

const metric = derivedMetrics.callerCalls;
const windowMinutes = 5;

export const callerBurst = defineRule({
  id: "caller-burst",
  title: "Burst of one caller",
  severity: "warning",
  fires: { above: "calls" },
  detects: "One caller makes far more tool calls in a short time than an agent at work does, in however many traces.",
  evidence: [
    "The busiest two minutes of any recorded run had 37 calls, so five such minutes would have about 92.",
    "What an account used by many people does in five minutes is unmeasured.",
  ],
  fedBy:
    "Instrumentations that name a verified caller: the kit's own, agentgateway, ContextForge, FastMCP, OpenInference.",
  assumptions: ["Servers put the verified caller on the span."],
  blindSpots: [
    "Callers that are `local` (stdio) or unknown have no name of their own.",
    "Many callers that each stay below the threshold.",
    "What a detector had not told yet when it was replaced.",
  ],
  falsePositives: ["An account that many agents share, a batch run, a load test."],
  thresholds: {
    calls: {
      doc: `Tool calls of one caller within ${windowMinutes} minutes that are still silent; one more fires.`,
      unit: "calls",
      default: 300,
      min: 1,
      max: 1_000_000,
      why: "Three times the busiest agent recorded: one call a second, five minutes long.",
    },
  },
  for: waits(60, "A minute, so that a batch of late spans does not look like a burst."),
  metric,
  groupBy: ["caller_id", "environment"],
  value: (selector) => counted(metric, ["caller_id", "environment"], windowMinutes, selector),
  summary: ({ limit, value, label }) =>
    `caller ${label("caller_id")} made ${value} tool calls within ${windowMinutes} minutes (more than ${limit})`,
  investigate: {
    spans: [
      { attribute: mission.toolName, present: true },
      { attribute: mission.callerId, label: "caller_id" },
    ],
  },
  references: ["ASI08", "ASI10", "AML.T0034.002"],
});
