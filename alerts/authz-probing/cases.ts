import type { RuleCase } from "../../lib/alerting/case";

const caller = (id: string, team = "payments") => ({ caller_id: id, environment: "prod", team });

export const authzProbingCases: readonly RuleCase[] = [
  {
    name: "a caller denied more than the threshold within the window fires",
    series: [{ labels: caller("prober"), values: "0 0 0 0 0 0 3 6x6" }],
    atMinute: 9,
    expect: "fires",
    because: "six denials within five minutes, for more than one minute",
  },
  {
    name: "exactly the threshold stays silent",
    series: [{ labels: caller("clumsy"), values: "0 0 0 0 0 0 3 5x6" }],
    atMinute: 9,
    expect: "silent",
    because: "five denials are still allowed",
  },
  {
    name: "many denials spread over an hour stay silent",
    series: [{ labels: caller("slow"), values: "0+1x60" }],
    atMinute: 50,
    expect: "silent",
    because: "five in any five minutes; only a difference of readings is exact here, not an extrapolated rate",
  },
  {
    name: "a caller never seen before, with all denials in its first reading, fires",
    series: [{ labels: caller("fresh"), values: "_ _ _ 6x6" }],
    atMinute: 6,
    expect: "fires",
    because: "a series without a past counts from zero",
  },
  {
    name: "denials of one caller at two teams count together",
    series: [
      { labels: caller("rover"), values: "_ _ 3x8" },
      { labels: caller("rover", "search"), values: "_ _ 3x8" },
    ],
    atMinute: 5,
    expect: "fires",
    because: "a prober goes from door to door",
  },
  {
    name: "a caller whose denials have only just passed the threshold stays silent",
    series: [{ labels: caller("hasty"), values: "0 0 0 0 0 0 3 6x6" }],
    atMinute: 7,
    expect: "silent",
    because: "one minute has not passed yet",
  },
  {
    name: "two callers that are denied often only together stay silent",
    series: [
      { labels: caller("one"), values: "_ _ 3x8" },
      { labels: caller("another"), values: "_ _ 3x8" },
    ],
    atMinute: 5,
    expect: "silent",
    because: "denials count for each caller",
  },
];
