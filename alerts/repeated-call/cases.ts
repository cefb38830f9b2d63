import type { RuleCase } from "../../lib/alerting/case";

const trace = (id: string, team = "payments") => ({ root_trace_id: id, environment: "prod", team });

export const repeatedCallCases: readonly RuleCase[] = [
  {
    name: "a count that rises to the threshold fires the warning",
    series: [{ labels: trace("r1"), values: "_ 3x6" }],
    atMinute: 3,
    expect: "fires",
    because: "the third equal answer is where loops and work part",
  },
  {
    name: "one repeat fewer stays silent",
    series: [{ labels: trace("r2"), values: "2x10" }],
    atMinute: 5,
    expect: "silent",
    because: "asking twice is ordinary",
  },
  {
    name: "two teams in one trace, each below the threshold, stay silent",
    series: [
      { labels: trace("r3"), values: "2x10" },
      { labels: trace("r3", "search"), values: "2x10" },
    ],
    atMinute: 5,
    expect: "silent",
    because: "different servers gave these answers; they do not add up",
  },
  {
    name: "a trace nobody saw before, already at the threshold, fires",
    series: [{ labels: trace("r4"), values: "_ _ _ 3" }],
    atMinute: 3,
    expect: "fires",
    because: "a loop may be over within one flush",
  },
  {
    name: "five repeats are critical",
    series: [{ labels: trace("r5"), values: "3 4 5x6" }],
    atMinute: 4,
    severity: "critical",
    expect: "fires",
    because: "at five no successful run fired, outside one set",
  },
  {
    name: "four repeats are not critical",
    series: [{ labels: trace("r6"), values: "3 4x10" }],
    atMinute: 6,
    severity: "critical",
    expect: "silent",
    because: "four are a warning still",
  },
];
