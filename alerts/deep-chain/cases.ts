import type { RuleCase } from "../../lib/alerting/case";

const trace = (id: string, team = "payments") => ({ root_trace_id: id, environment: "prod", team });

export const deepChainCases: readonly RuleCase[] = [
  {
    name: "one call beyond the limit fires at once",
    series: [{ labels: trace("d1"), values: "6" }],
    atMinute: 0,
    expect: "fires",
    because: "there is no burst to wait for",
  },
  {
    name: "exactly the limit stays silent",
    series: [{ labels: trace("d2"), values: "5x10" }],
    atMinute: 5,
    expect: "silent",
    because: "five hops are still allowed",
  },
  {
    name: "a trace that is deep at two teams, neither beyond the limit, stays silent",
    series: [
      { labels: trace("d3"), values: "5x10" },
      { labels: trace("d3", "search"), values: "5x10" },
    ],
    atMinute: 5,
    expect: "silent",
    because: "depths do not add up",
  },
  {
    name: "a trace nobody saw before, far beyond the limit, fires",
    series: [{ labels: trace("d4"), values: "_ _ 64" }],
    atMinute: 2,
    expect: "fires",
    because: "its first reading is enough",
  },
];
