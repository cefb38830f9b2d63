import type { RuleCase } from "../../lib/alerting/case";

const to = (exporter: string) => ({ exporter, environment: "prod", instance: "a" });

export const exportFailingCases: readonly RuleCase[] = [
  {
    name: "spans that were given up within the window fire",
    series: [{ labels: to("otlp_grpc/prod.payments"), values: "40x12 41x5" }],
    atMinute: 14,
    expect: "fires",
    because: "one is gone for good",
  },
  {
    name: "an exporter that never failed stays silent",
    series: [{ labels: to("otlp_http/vendor"), values: "0x30" }],
    atMinute: 25,
    expect: "silent",
    because: "the collector writes a zero for it",
  },
  {
    name: "an outage that is over stays silent",
    series: [{ labels: to("otlp_http/vendor"), values: "0 700x30" }],
    atMinute: 25,
    expect: "silent",
    because: "nothing was given up within the window",
  },
  {
    name: "the first failure ever, in the first reading, fires",
    series: [{ labels: to("otlp_http/vendor"), values: "_ _ 1" }],
    atMinute: 2,
    expect: "fires",
    because: "a series without a past counts from zero",
  },
  {
    name: "two destinations are two alerts",
    series: [
      { labels: to("otlp_http/vendor"), values: "_ _ 1" },
      { labels: to("otlp_grpc/prod.payments"), values: "_ _ 1" },
    ],
    atMinute: 2,
    expect: "fires",
    alerts: 2,
    because: "each is mended by itself",
  },
];
