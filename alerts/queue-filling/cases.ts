import type { RuleCase } from "../../lib/alerting/case";
import { programs } from "../../lib/telemetry/programs";

const queue = (instance = "a") => ({ exporter: "otlp_grpc/prod.payments", environment: "prod", instance });
const holds = (values: string, instance?: string) => [
  { labels: queue(instance), values },
  { metric: programs.queueCapacity, labels: queue(instance), values: "1000x30" },
];

export const queueFillingCases: readonly RuleCase[] = [
  {
    name: "a queue that stays above half fires",
    series: holds("0 300 510x20"),
    atMinute: 5,
    expect: "fires",
    because: "51 percent for two minutes",
  },
  {
    name: "a queue that is exactly half full stays silent",
    series: holds("0 300 500x20"),
    atMinute: 10,
    expect: "silent",
    because: "50 percent are still allowed",
  },
  {
    name: "a destination that restarts stays silent",
    series: holds("0 900 900 0x20"),
    atMinute: 2,
    expect: "silent",
    because: "two minutes have not passed yet",
  },
  {
    name: "a destination that restarts is not critical either",
    series: holds("0 900 900 0x20"),
    atMinute: 2,
    severity: "critical",
    expect: "silent",
    because: "both severities wait",
  },
  {
    name: "a fresh collector whose queue is full at its first reading fires",
    series: holds("_ _ 900x20", "new"),
    atMinute: 4,
    expect: "fires",
    because: "a level needs no past",
  },
  {
    name: "a queue at 81 percent is critical, whatever the other collector has",
    series: [...holds("810x20"), ...holds("0x20", "b")],
    atMinute: 5,
    severity: "critical",
    expect: "fires",
    because: "the fullest queue loses first",
  },
  {
    name: "a queue at 80 percent is not critical",
    series: holds("800x20"),
    atMinute: 10,
    severity: "critical",
    expect: "silent",
    because: "80 percent are still a warning",
  },
];
