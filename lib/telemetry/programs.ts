import type { DerivedMetric } from "./metrics";
import { programMetrics } from "./program-metrics";

/** A metric that a program tells about itself. */
export interface ProgramMetric extends DerivedMetric {
  /** Which program, as its documentation calls it. */
  readonly program: string;
}

function told<const T extends Record<string, ProgramMetric>>(group: T): T {
  return group;
}

/** What other programs tell about themselves, as far as a rule reads it. */
export const programs = told({
  up: {
    name: "up",
    kind: "gauge",
    unit: "1 or 0",
    brief: "Whether a target told its metrics when it was last asked.",
    labels: ["job", "environment", "instance"],
    program: "Prometheus",
  },
  sendFailed: {
    name: programMetrics.sendFailedSpans,
    kind: "counter",
    unit: "spans",
    brief: "Spans an exporter gave up on.",
    labels: ["exporter", "environment", "instance"],
    program: "collector",
  },
  enqueueFailed: {
    name: programMetrics.enqueueFailedSpans,
    kind: "counter",
    unit: "spans",
    brief: "Spans an exporter had no room for in its queue.",
    labels: ["exporter", "environment", "instance"],
    program: "collector",
  },
  queueSize: {
    name: programMetrics.queueSize,
    kind: "gauge",
    unit: "the queue's own unit",
    brief: "What waits in an exporter's queue.",
    labels: ["exporter", "environment", "instance"],
    program: "collector",
  },
  queueCapacity: {
    name: programMetrics.queueCapacity,
    kind: "gauge",
    unit: "the queue's own unit",
    brief: "What an exporter's queue holds at most.",
    labels: ["exporter", "environment", "instance"],
    program: "collector",
  },
  discardedSpans: {
    name: "tempo_discarded_spans_total",
    kind: "counter",
    unit: "spans",
    brief: "Spans Tempo refused, by reason and tenant.",
    labels: ["reason", "tenant", "environment", "instance"],
    program: "Tempo",
  },
  certificateDays: {
    name: "envoy_server_days_until_first_cert_expiring",
    kind: "gauge",
    unit: "days",
    brief: "Days until the first certificate of a gateway expires.",
    labels: ["environment", "instance"],
    program: "Envoy",
  },
  lateGrants: {
    name: programMetrics.gatewayRefusals,
    kind: "counter",
    unit: "requests",
    brief:
      "Requests that the lock of the grants let through and that the lock behind it found to be after the deadline.",
    labels: ["environment", "instance", "envoy_rbac_http_prefix"],
    program: "Envoy",
  },
  ruleEvaluations: {
    name: "grafana_alerting_rule_evaluations_total",
    kind: "counter",
    unit: "evaluations",
    brief: "Evaluations of alert rules by Grafana.",
    labels: ["org", "environment"],
    program: "Grafana",
  },
  ruleFailures: {
    name: "grafana_alerting_rule_evaluation_failures_total",
    kind: "counter",
    unit: "evaluations",
    brief: "Evaluations of alert rules that failed.",
    labels: ["org", "environment"],
    program: "Grafana",
  },
});
