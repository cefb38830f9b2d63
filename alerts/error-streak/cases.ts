import type { RuleCase } from "../../lib/alerting/case";

const trace = (id: string, team = "payments") => ({ root_trace_id: id, environment: "prod", team });

export const errorStreakCases: readonly RuleCase[] = [
  {
    name: "three equal failures in a row fire the warning",
    series: [{ labels: trace("e1"), values: "_ 3x6" }],
    atMinute: 3,
    expect: "fires",
    because: "an agent that learns has changed its call by now",
  },
  {
    name: "two equal failures stay silent",
    series: [{ labels: trace("e2"), values: "2x10" }],
    atMinute: 5,
    expect: "silent",
    because: "one retry is ordinary",
  },
  {
    name: "a dependency that fails once in each of many traces stays silent",
    series: ["e3", "e4", "e5", "e6"].map((id) => ({ labels: trace(id), values: "1x10" })),
    atMinute: 5,
    expect: "silent",
    because: "streaks are of one trace; four traces are four agents that each failed once",
  },
  {
    name: "a trace nobody saw before, with a long streak, fires",
    series: [{ labels: trace("e7"), values: "_ _ 3" }],
    atMinute: 2,
    expect: "fires",
    because: "its first reading is enough",
  },
  {
    name: "five failures in a row are critical",
    series: [{ labels: trace("e8"), values: "3 4 5x6" }],
    atMinute: 4,
    severity: "critical",
    expect: "fires",
    because: "at five no successful run fired, outside one set",
  },
  {
    name: "four failures in a row are not critical",
    series: [{ labels: trace("e9"), values: "3 4x10" }],
    atMinute: 6,
    severity: "critical",
    expect: "silent",
    because: "four are a warning still",
  },
];
