import type { RuleCase } from "../../lib/alerting/case";

const claims = (tenant: string, surface = "resource") => ({ tenant, surface, environment: "prod" });

export const identitySpoofingCases: readonly RuleCase[] = [
  {
    name: "a claim within the window fires",
    series: [{ labels: claims("prod.payments"), values: "2x12 3x5" }],
    atMinute: 14,
    expect: "fires",
    because: "nobody has a reason to claim to be somebody else",
  },
  {
    name: "a count that does not grow stays silent",
    series: [{ labels: claims("prod.search"), values: "7x30" }],
    atMinute: 25,
    expect: "silent",
    because: "claims of an hour ago were mended",
  },
  {
    name: "claims in another environment stay silent here",
    series: [{ labels: { ...claims("dev.payments"), environment: "dev" }, values: "0+9x20" }],
    atMinute: 15,
    expect: "silent",
    because: "environments share a workspace, not their alerts",
  },
  {
    name: "the first claim ever fires",
    series: [{ labels: claims("prod.support", "span"), values: "_ _ 1" }],
    atMinute: 2,
    expect: "fires",
    because: "a series without a past counts from zero",
  },
  {
    name: "claims of two tenants are two alerts",
    series: [
      { labels: claims("prod.payments"), values: "_ _ 1" },
      { labels: claims("prod.search"), values: "_ _ 1" },
    ],
    atMinute: 2,
    expect: "fires",
    alerts: 2,
    because: "two teams are asked",
  },
];
