import type { RuleCase } from "../../lib/alerting/case";

const trace = (id: string) => ({ root_trace_id: id, environment: "prod", team: "payments" });

export const agenticLoopCases: readonly RuleCase[] = [
  {
    name: "a trace that passed the threshold and stays there fires",
    series: [{ labels: trace("a1"), values: "26 40 51x6" }],
    atMinute: 5,
    expect: "fires",
    because: "the count has stood above 50 for more than two minutes",
  },
  {
    name: "exactly the threshold stays silent",
    series: [{ labels: trace("a2"), values: "26 40 50x10" }],
    atMinute: 10,
    expect: "silent",
    because: "fifty calls are still allowed",
  },
  {
    name: "two traces that are long only together stay silent",
    series: [
      { labels: trace("a3"), values: "30 40 45x8" },
      { labels: trace("a4"), values: "30 40 45x8" },
    ],
    atMinute: 9,
    expect: "silent",
    because: "a busy team is not a loop: calls count per root trace",
  },
  {
    name: "a trace nobody saw before, already above the threshold, fires",
    series: [{ labels: trace("a5"), values: "_ _ _ 77x6" }],
    atMinute: 6,
    expect: "fires",
    because: "a burst between two flushes has no history, and must not need one",
  },
  {
    name: "a trace above the threshold for less than the waiting time stays silent",
    series: [{ labels: trace("a6"), values: "26 40 50 51x10" }],
    atMinute: 4,
    expect: "silent",
    because: "two minutes have not passed yet",
  },
];
