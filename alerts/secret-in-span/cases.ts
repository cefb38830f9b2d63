import type { RuleCase } from "../../lib/alerting/case";

const found = (name: string, surface = "span", instance = "a") => ({
  class: name,
  surface,
  instance,
  tenant: "prod.payments",
  environment: "prod",
});

export const secretInSpanCases: readonly RuleCase[] = [
  {
    name: "a token of a provider that was hidden fires",
    series: [{ labels: found("provider-token"), values: "4x12 5x5" }],
    atMinute: 14,
    expect: "fires",
    because: "it stands in the trace store and must be changed",
  },
  {
    name: "finds that are older than the window stay silent",
    series: [{ labels: found("provider-token"), values: "4 5x20" }],
    atMinute: 18,
    expect: "silent",
    because: "within the last ten minutes there was none",
  },
  {
    name: "keys that nobody registered stay silent, however many",
    series: [{ labels: found("unregistered"), values: "0+500x20" }],
    atMinute: 18,
    expect: "silent",
    because: "that is the allow-list at work, not a secret",
  },
  {
    name: "the first find of a class ever fires",
    series: [{ labels: found("private-key"), values: "_ _ 1" }],
    atMinute: 2,
    expect: "fires",
    because: "a series without a past counts from zero",
  },
  {
    name: "one find at each of two collectors is one alert",
    series: [
      { labels: found("jwt"), values: "_ _ 1" },
      { labels: found("jwt", "event", "b"), values: "_ _ 1" },
    ],
    atMinute: 2,
    expect: "fires",
    because: "it is one team's one kind of secret",
  },
  {
    name: "secrets of two classes are two alerts",
    series: [
      { labels: found("jwt"), values: "_ _ 1" },
      { labels: found("private-key"), values: "_ _ 1" },
    ],
    atMinute: 2,
    expect: "fires",
    alerts: 2,
    because: "they are changed by different people",
  },
];
