import type { RuleCase } from "../../lib/alerting/case";

const trace = (id: string) => ({ root_trace_id: id, environment: "prod" });

export const crossTenantTraceCases: readonly RuleCase[] = [
  {
    name: "a trace of two teams fires",
    series: [{ labels: trace("x1"), values: "_ 2x6" }],
    atMinute: 3,
    expect: "fires",
    because: "one more than a team of its own",
  },
  {
    name: "a trace of one team stays silent",
    series: [{ labels: trace("x2"), values: "1x10" }],
    atMinute: 5,
    expect: "silent",
    because: "one team is where a trace belongs",
  },
  {
    name: "two detectors that each saw one team of a trace stay silent",
    series: [
      { labels: { ...trace("x3"), instance: "a" }, values: "1x10" },
      { labels: { ...trace("x3"), instance: "b" }, values: "1x10" },
    ],
    atMinute: 5,
    expect: "silent",
    because: "what two detectors say of one trace does not add up; one detector sees all of a trace",
  },
  {
    name: "a trace nobody saw before, over many teams, fires",
    series: [{ labels: trace("x4"), values: "_ _ 7" }],
    atMinute: 2,
    expect: "fires",
    because: "its first reading is enough",
  },
];
