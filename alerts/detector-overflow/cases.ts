import type { RuleCase } from "../../lib/alerting/case";

const dropped = (reason: string) => ({ environment: "prod", reason });

export const detectorOverflowCases: readonly RuleCase[] = [
  {
    name: "traces that were forgotten within the window fire",
    series: [{ labels: dropped("traces"), values: "3x8 4x5" }],
    atMinute: 10,
    expect: "fires",
    because: "one is the beginning of being blind",
  },
  {
    name: "what was dropped before the window stays silent",
    series: [{ labels: dropped("series"), values: "900x20" }],
    atMinute: 15,
    expect: "silent",
    because: "it has room again",
  },
  {
    name: "a count that stands at zero stays silent",
    series: [{ labels: dropped("callers"), values: "0x20" }],
    atMinute: 15,
    expect: "silent",
    because: "nothing was dropped",
  },
  {
    name: "the first drop ever fires",
    series: [{ labels: dropped("callers"), values: "_ _ 1" }],
    atMinute: 2,
    expect: "fires",
    because: "a series without a past counts from zero",
  },
  {
    name: "two reasons are two alerts",
    series: [
      { labels: dropped("traces"), values: "_ _ 1" },
      { labels: dropped("series"), values: "_ _ 1" },
    ],
    atMinute: 2,
    expect: "fires",
    alerts: 2,
    because: "each has a limit of its own",
  },
];
