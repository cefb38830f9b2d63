import { defineRule } from "../../lib/alerting/rule";
import { waits } from "../../lib/alerting/waits";
import { definitions } from "../../lib/signals/definitions";
import { derivedMetrics } from "../../lib/telemetry/metrics";
import { mission } from "../../lib/telemetry/mission";

/** A server counts within these windows, so below the one and above the other there is nothing to compare with. */
const { warning, high } = definitions.repeat;
const { identical } = definitions;
const metric = derivedMetrics.loopRepeats;

export const repeatedCall = defineRule({
  id: "repeated-call",
  title: "Repeated call",
  severity: "warning",
  fires: { atLeast: "repeats" },
  escalates: { severity: "critical", fires: { atLeast: "manyRepeats" } },
  detects:
    "An agent makes the same call and gets the same answer, again and again within a few calls: nothing changes.",
  evidence: [
    "With error-streak, on runs kept apart: 16 of 20 hand-labelled loops, none of 46 that are no loops, 4 calls after the loop began (median).",
    "Alarms of both on 1,000 successful runs: 36 coding, 0 booking, 57 with many servers, 18 office tasks, most of which were loops that came good. The higher severity: 12 of 20 loops, none of 306 successful runs outside the office tasks.",
    "The same call whatever its answer fires on 113 of 174 successful coding runs: only call and answer together tell work from a loop.",
  ],
  fedBy: "The kit's own instrumentation, which computes the count in the server. No other vocabulary has it.",
  assumptions: [
    "Servers send `mcp.loop.repeat_count`, counted over the last answered calls of a trace, or of a session where no trace came.",
  ],
  blindSpots: [
    "Rewording: of 12 loops that asked the same thing in other words, 3 were found.",
    "Cycles of three and more calls.",
    `Answers that hold a clock or a fresh id repeat only from the ${identical.warning}th of identical calls in a row on.`,
    "A server sees its own calls only, and none of a caller without trace and session.",
  ],
  falsePositives: [
    "Polling: a status asked for until it changes. Exempt the tool in the server; no recorded run polls, so expect this most.",
    "Repeats that the user asked for, such as three equal payments.",
  ],
  thresholds: {
    repeats: {
      doc: "Equal calls with equal answers among the last few at which the warning fires.",
      unit: "repeats",
      default: warning.count,
      min: warning.count,
      max: high.window,
      why: "Three is where loops and work part in recorded runs; below three the detector makes no series.",
    },
    manyRepeats: {
      doc: "Repeats at which it is critical.",
      unit: "repeats",
      default: high.count,
      min: warning.count,
      max: high.window,
      why: "At five no successful run outside one set fired, so somebody may be called for it.",
    },
  },
  for: waits(0, "The window is in the count itself; waiting longer lets the loop go on."),
  metric,
  level: "repeats",
  groupBy: ["root_trace_id", "environment", "team"],
  value: (selector) => `max by (root_trace_id, environment, team) (${metric.name}${selector})`,
  summary: ({ limit, value, label }) =>
    `the same call got the same answer ${value} times in a short window of trace ${label("root_trace_id")} of team ${label("team")} (${limit} and more)`,
  investigate: { trace: "root_trace_id", spans: [{ attribute: mission.toolName, present: true }] },
  references: ["MCP06", "ASI08", "AML.T0034.002"],
});
