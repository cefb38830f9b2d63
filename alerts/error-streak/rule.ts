import { defineRule } from "../../lib/alerting/rule";
import { waits } from "../../lib/alerting/waits";
import { definitions } from "../../lib/signals/definitions";
import { derivedMetrics } from "../../lib/telemetry/metrics";
import { mission } from "../../lib/telemetry/mission";

const { streak } = definitions;
const metric = derivedMetrics.loopErrors;

export const errorStreak = defineRule({
  id: "error-streak",
  title: "Error streak",
  severity: "warning",
  fires: { atLeast: "failures" },
  escalates: { severity: "critical", fires: { atLeast: "manyFailures" } },
  detects: "One tool fails in the same way again and again within a trace, and its cause is not mended.",
  evidence: [
    "On the research agents of TRAIL: 9 of 13 hand-labelled loops and no false one, where repeated calls alone find 5.",
    "Three in a row fires on 2 of 174 successful coding runs, two in a row on 12.",
    "Quoted values stay part of the error: without them, a search for one name after the other looked like a loop in 5 of 26 alarms.",
  ],
  fedBy: "The kit's own instrumentation, which computes the streak in the server. No other vocabulary has it.",
  assumptions: [
    "Servers send `mcp.loop.error_streak`: equal failures of one tool in a row; calls that overlap count once.",
  ],
  blindSpots: [
    "A tool that reports its failure as an ordinary answer: repeated-call sees it where the answers are equal.",
    "Failures that differ each time, such as those that name a fresh id in words.",
    "A server sees its own calls only.",
  ],
  falsePositives: [
    "A dependency that is down: every trace that needs it fails.",
    "Shell commands that end with 1 to say no.",
    "A caller whose own timeout is shorter than the tool takes: a call that is given up counts as failed.",
  ],
  thresholds: {
    failures: {
      doc: "Equal failures of one tool in a row at which the warning fires.",
      unit: "failures",
      default: streak.warning,
      min: streak.warning,
      max: 64,
      why: "An agent that mends its call does so after one or two failures; below three the detector makes no series.",
    },
    manyFailures: {
      doc: "Failures in a row at which it is critical.",
      unit: "failures",
      default: streak.high,
      min: streak.warning,
      max: 64,
      why: "At five no successful run outside one set fired.",
    },
  },
  for: waits(0, "The streak is its own window."),
  metric,
  level: "failures",
  groupBy: ["root_trace_id", "environment", "team"],
  value: (selector) => `max by (root_trace_id, environment, team) (${metric.name}${selector})`,
  summary: ({ limit, value, label }) =>
    `one tool failed ${value} times in a row in the same way in trace ${label("root_trace_id")} of team ${label("team")} (${limit} and more)`,
  investigate: { trace: "root_trace_id", spans: [{ attribute: mission.toolName, present: true }] },
  references: ["MCP06", "ASI08", "AML.T0034.002"],
});
