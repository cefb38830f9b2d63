import type { RuleCase } from "../../lib/alerting/case";

const trace = (id: string, team = "payments") => ({ root_trace_id: id, environment: "prod", team });

export const argumentDriftCases: readonly RuleCase[] = [
  {
    name: "one call with a changed type fires",
    series: [{ labels: trace("t1"), values: "0 0 1x6" }],
    atMinute: 3,
    expect: "fires",
    because: "in clean runs it is rarer than one in a thousand",
  },
  {
    name: "no call with a changed type stays silent",
    series: [{ labels: trace("t2"), values: "0x10" }],
    atMinute: 5,
    expect: "silent",
    because: "a series that stands at zero says that nothing happened",
  },
  {
    name: "drift in another environment stays silent here",
    series: [{ labels: { ...trace("t3"), environment: "dev" }, values: "5x10" }],
    atMinute: 5,
    expect: "silent",
    because: "environments share a workspace, not their alerts",
  },
  {
    name: "a trace nobody saw before fires at its first reading",
    series: [{ labels: trace("t4"), values: "_ _ 1" }],
    atMinute: 2,
    expect: "fires",
    because: "it needs no past",
  },
  {
    name: "drift in two traces is two alerts",
    series: [
      { labels: trace("t5"), values: "1x6" },
      { labels: trace("t6"), values: "1x6" },
    ],
    atMinute: 3,
    expect: "fires",
    alerts: 2,
    because: "each trace is looked into by itself",
  },
];
