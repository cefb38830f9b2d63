import type { RuleCase } from "../../lib/alerting/case";
import { deadlineCounts } from "../../lib/gateway/grant-header";

const gateway = { environment: "prod", instance: "query", envoy_rbac_http_prefix: deadlineCounts };

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
    name: "refusals of the other lock stay silent",
    series: [{ labels: { environment: "prod", instance: "query" }, values: "1x12 20x5" }],
    atMinute: 14,
    expect: "silent",
    because: "that lock refuses everybody who has no grant, every day",
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
