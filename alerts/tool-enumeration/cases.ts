import type { RuleCase } from "../../lib/alerting/case";

const caller = (id: string, code = "-32602") => ({ caller_id: id, environment: "prod", team: "payments", code });

export const toolEnumerationCases: readonly RuleCase[] = [
  {
    name: "a caller with one error more than allowed within the window fires",
    series: [{ labels: caller("feeler"), values: "4x5 9 15x6" }],
    atMinute: 9,
    expect: "fires",
    because: "eleven errors within five minutes, for more than one minute",
  },
  {
    name: "exactly the threshold stays silent",
    series: [{ labels: caller("clumsy"), values: "4x5 9 14x6" }],
    atMinute: 9,
    expect: "silent",
    because: "ten are still allowed",
  },
  {
    name: "a weak model that errs twice a minute all day stays silent",
    series: [{ labels: caller("weak"), values: "0+2x60" }],
    atMinute: 50,
    expect: "silent",
    because: "that is ten in any five minutes, the limit itself",
  },
  {
    name: "a caller never seen before, with all errors in its first reading, fires",
    series: [{ labels: caller("fresh"), values: "_ _ _ 11x6" }],
    atMinute: 6,
    expect: "fires",
    because: "a series without a past counts from zero",
  },
  {
    name: "unknown tools and bad arguments count together",
    series: [
      { labels: caller("both", "-32601"), values: "_ _ 6x8" },
      { labels: caller("both"), values: "_ _ 5x8" },
    ],
    atMinute: 5,
    expect: "fires",
    because: "who feels his way meets both",
  },
  {
    name: "a caller whose errors have only just passed the threshold stays silent",
    series: [{ labels: caller("hasty"), values: "4x5 9 15x6" }],
    atMinute: 7,
    expect: "silent",
    because: "one minute has not passed yet",
  },
  {
    name: "two callers that err often only together stay silent",
    series: [
      { labels: caller("one"), values: "_ _ 6x8" },
      { labels: caller("another"), values: "_ _ 5x8" },
    ],
    atMinute: 5,
    expect: "silent",
    because: "errors count for each caller",
  },
];
