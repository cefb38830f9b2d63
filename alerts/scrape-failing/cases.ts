import type { RuleCase } from "../../lib/alerting/case";

const target = (job: string, instance = "a") => ({ job, instance, environment: "prod" });

export const scrapeFailingCases: readonly RuleCase[] = [
  {
    name: "a target that stops answering fires",
    series: [{ labels: target("collector"), values: "1x5 0x10" }],
    atMinute: 9,
    expect: "fires",
    because: "it has been silent for more than two minutes",
  },
  {
    name: "a target that has only just stopped stays silent",
    series: [{ labels: target("collector"), values: "1x5 0x10" }],
    atMinute: 7,
    expect: "silent",
    because: "two minutes have not passed yet",
  },
  {
    name: "targets that answer stay silent",
    series: [
      { labels: target("collector"), values: "1x30" },
      { labels: target("store"), values: "1x30" },
    ],
    atMinute: 25,
    expect: "silent",
    because: "everybody can be judged",
  },
  {
    name: "a target that is replaced stays silent",
    series: [
      { labels: target("collector"), values: "1x5 0 stale" },
      { labels: target("collector", "b"), values: "_x7 1x20" },
    ],
    atMinute: 12,
    expect: "silent",
    because: "the old one has no address any more",
  },
  {
    name: "a target that never answered fires",
    series: [{ labels: target("store"), values: "_ _ 0x10" }],
    atMinute: 6,
    expect: "fires",
    because: "it was found, so it should answer",
  },
  {
    name: "one of two targets fires",
    series: [
      { labels: target("collector"), values: "1x20" },
      { labels: target("collector", "b"), values: "0x20" },
    ],
    atMinute: 8,
    expect: "fires",
    because: "what it counts is missing from every sum",
  },
  {
    name: "two targets of a kind are one alert",
    series: ["a", "b"].map((instance) => ({ labels: target("collector", instance), values: "0x20" })),
    atMinute: 8,
    expect: "fires",
    because: "they have a cause in common more often than not",
  },
  {
    name: "targets of two kinds are two alerts",
    series: ["collector", "store"].map((job) => ({ labels: target(job), values: "0x20" })),
    atMinute: 8,
    expect: "fires",
    alerts: 2,
    because: "each is mended by itself",
  },
  {
    name: "a target of another environment stays silent here",
    series: [{ labels: { ...target("collector"), environment: "dev" }, values: "0x20" }],
    atMinute: 8,
    expect: "silent",
    because: "that environment's own rule tells of it",
  },
];
