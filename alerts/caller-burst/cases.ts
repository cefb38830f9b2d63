import type { RuleCase } from "../../lib/alerting/case";

const caller = (id: string, team = "payments") => ({ caller_id: id, environment: "prod", team });

export const callerBurstCases: readonly RuleCase[] = [
  {
    name: "a caller with one call more than allowed within the window fires",
    series: [{ labels: caller("runaway"), values: "10x5 100 311x6" }],
    atMinute: 9,
    expect: "fires",
    because: "301 calls within five minutes, for more than one minute",
  },
  {
    name: "exactly the threshold stays silent",
    series: [{ labels: caller("busy"), values: "10x5 100 310x6" }],
    atMinute: 9,
    expect: "silent",
    because: "300 calls are still allowed",
  },
  {
    name: "a steady caller with many calls a day stays silent",
    series: [{ labels: caller("steady"), values: "5000+60x60" }],
    atMinute: 50,
    expect: "silent",
    because: "300 in any five minutes is the limit itself, however high its total",
  },
  {
    name: "a caller never seen before, with a fresh trace for each call, fires",
    series: [{ labels: caller("fresh"), values: "_ _ _ 301x6" }],
    atMinute: 6,
    expect: "fires",
    because: "traces do not matter here, and a series without a past counts from zero",
  },
  {
    name: "readings that do not fall on evaluations count the same",
    series: [{ labels: caller("unaligned"), values: "0x13 301x40" }],
    everySeconds: 17,
    atMinute: 6,
    expect: "fires",
    because: "a difference of two readings needs no rhythm",
  },
  {
    name: "calls of one caller at two teams count together",
    series: [
      { labels: caller("rover"), values: "_ _ 151x8" },
      { labels: caller("rover", "search"), values: "_ _ 150x8" },
    ],
    atMinute: 5,
    expect: "fires",
    because: "a runaway agent has no favourite server",
  },
  {
    name: "a caller whose calls have only just passed the threshold stays silent",
    series: [{ labels: caller("hasty"), values: "10x5 100 311x6" }],
    atMinute: 7,
    expect: "silent",
    because: "one minute has not passed yet",
  },
  {
    name: "two callers that are busy only together stay silent",
    series: [
      { labels: caller("one"), values: "_ _ 151x8" },
      { labels: caller("another"), values: "_ _ 150x8" },
    ],
    atMinute: 5,
    expect: "silent",
    because: "calls count for each caller",
  },
];
