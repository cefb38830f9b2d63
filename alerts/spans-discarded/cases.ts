import type { RuleCase } from "../../lib/alerting/case";
import { programs } from "../../lib/telemetry/programs";

const refused = { environment: "prod", reason: "live_traces_exceeded", tenant: "prod.payments", instance: "store" };
const noRoom = { environment: "prod", exporter: "otlp_grpc/prod.payments", instance: "collector" };

export const spansDiscardedCases: readonly RuleCase[] = [
  {
    name: "spans that Tempo refused fire",
    series: [{ labels: refused, values: "5x12 6x5" }],
    atMinute: 14,
    expect: "fires",
    because: "one is a hole in a trace",
  },
  {
    name: "spans the collector had no room for fire",
    series: [{ metric: programs.enqueueFailed, labels: noRoom, values: "0x12 512x5" }],
    atMinute: 14,
    expect: "fires",
    because: "it is the same hole, one step earlier",
  },
  {
    name: "counts that do not grow stay silent",
    series: [
      { labels: refused, values: "5x30" },
      { metric: programs.enqueueFailed, labels: noRoom, values: "512x30" },
    ],
    atMinute: 25,
    expect: "silent",
    because: "nothing was lost within the window",
  },
  {
    name: "spans that were sent after all stay silent",
    series: [
      { labels: refused, values: "0x30" },
      { metric: programs.sendFailed, labels: noRoom, values: "0+50x30" },
    ],
    atMinute: 25,
    expect: "silent",
    because: "what an exporter gives up on is another rule's",
  },
  {
    name: "the first spans ever discarded fire",
    series: [{ labels: refused, values: "_ _ 1" }],
    atMinute: 2,
    expect: "fires",
    because: "Tempo makes the series with the first loss",
  },
];
