import type { RuleCase } from "../../lib/alerting/case";

const gateway = { environment: "prod", instance: "query" };

export const allowedAfterDeadlineCases: readonly RuleCase[] = [
  {
    name: "a request that came through too late fires",
    series: [{ labels: gateway, values: "1x12 2x5" }],
    atMinute: 14,
    expect: "fires",
    because: "the first lock is broken or was tampered with",
  },
  {
    name: "a gateway that counts and finds nothing stays silent",
    series: [{ labels: gateway, values: "0x30" }],
    atMinute: 25,
    expect: "silent",
    because: "grants close in time",
  },
  {
    name: "what was looked into an hour ago stays silent",
    series: [{ labels: gateway, values: "3x60" }],
    atMinute: 50,
    expect: "silent",
    because: "nothing within the window",
  },
  {
    name: "the first such request ever fires",
    series: [{ labels: gateway, values: "_ _ 1" }],
    atMinute: 2,
    expect: "fires",
    because: "a series without a past counts from zero",
  },
];
