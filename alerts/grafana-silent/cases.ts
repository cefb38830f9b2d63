import type { RuleCase } from "../../lib/alerting/case";
import { programs } from "../../lib/telemetry/programs";

const grafana = { org: "4", environment: "prod" };

export const grafanaSilentCases: readonly RuleCase[] = [
  {
    name: "evaluations that stop fire",
    series: [{ labels: grafana, values: "0+10x5 50x40" }],
    atMinute: 25,
    expect: "fires",
    because: "none within ten minutes, for five more",
  },
  {
    name: "evaluations that all fail fire",
    series: [
      { labels: grafana, values: "0+10x40" },
      { metric: programs.ruleFailures, labels: grafana, values: "0+10x40" },
    ],
    atMinute: 30,
    expect: "fires",
    because: "a rule that cannot be evaluated sees nothing",
  },
  {
    name: "a rule that is evaluated once in the window stays silent",
    series: [{ labels: grafana, values: "0+0.11x60" }],
    atMinute: 50,
    expect: "silent",
    because: "one evaluation is enough to know that Grafana lives",
  },
  {
    name: "an ordinary restart stays silent",
    series: [{ labels: grafana, values: "100+10x10 _x3 0+10x30" }],
    atMinute: 25,
    expect: "silent",
    because: "the window is longer than a restart",
  },
  {
    name: "a Grafana that was never seen fires",
    series: [{ labels: { ...grafana, environment: "dev" }, values: "0+10x30" }],
    atMinute: 10,
    expect: "fires",
    because: "what is absent evaluates nothing",
  },
  {
    name: "a Grafana that is not there yet stays silent for a while",
    series: [{ labels: grafana, values: "_ _ _ _ 0+10x30" }],
    atMinute: 3,
    expect: "silent",
    because: "five minutes have not passed yet",
  },
  {
    name: "an organization without rules of its own stays silent",
    series: [
      { labels: grafana, values: "0+10x40" },
      { labels: { ...grafana, org: "5" }, values: "7x40" },
    ],
    atMinute: 30,
    expect: "silent",
    because: "rules lie in one organization, and there they are evaluated",
  },
  {
    name: "two organizations whose evaluations make one together stay silent",
    series: ["4", "5"].map((org) => ({ labels: { ...grafana, org }, values: "0+0.08x60" })),
    atMinute: 50,
    expect: "silent",
    because: "it is about Grafana, not about one organization",
  },
  {
    name: "an environment of which nothing arrives at all fires",
    series: [],
    atMinute: 10,
    expect: "fires",
    because: "what is not there evaluates nothing",
  },
  {
    name: "evaluations whose counts end for good go on firing when they are forgotten",
    series: [{ labels: grafana, values: "0+10x5 _x60" }],
    atMinute: 50,
    expect: "fires",
    because: "silence must never read as calm, however long it lasts",
  },
];
