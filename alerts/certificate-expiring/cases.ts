import type { RuleCase } from "../../lib/alerting/case";

const gateway = (instance: string) => ({ environment: "prod", instance });

export const certificateExpiringCases: readonly RuleCase[] = [
  {
    name: "fewer days than must be left fire the warning",
    series: [{ labels: gateway("ingest"), values: "14x5 13x10" }],
    atMinute: 12,
    expect: "fires",
    because: "13 days, for more than five minutes",
  },
  {
    name: "exactly the days that must be left stay silent",
    series: [{ labels: gateway("ingest"), values: "14x20" }],
    atMinute: 15,
    expect: "silent",
    because: "14 days are enough still",
  },
  {
    name: "a gateway that read its new certificate stays silent",
    series: [{ labels: gateway("query"), values: "2 2 2 90x20" }],
    atMinute: 2,
    expect: "silent",
    because: "it is replaced within the waiting time",
  },
  {
    name: "a gateway that reads its new certificate in time is not critical",
    series: [{ labels: gateway("query"), values: "2 2 2 90x20" }],
    atMinute: 2,
    severity: "critical",
    expect: "silent",
    because: "both severities wait",
  },
  {
    name: "a gateway that starts with an old certificate fires",
    series: [{ labels: gateway("door"), values: "_ _ 1x20" }],
    atMinute: 8,
    expect: "fires",
    because: "a level needs no past",
  },
  {
    name: "two days are critical",
    series: [{ labels: gateway("ingest"), values: "2x20" }],
    atMinute: 8,
    severity: "critical",
    expect: "fires",
    because: "a weekend may lie between",
  },
  {
    name: "three days are not critical",
    series: [{ labels: gateway("ingest"), values: "3x20" }],
    atMinute: 8,
    severity: "critical",
    expect: "silent",
    because: "three days are a warning still",
  },
];
