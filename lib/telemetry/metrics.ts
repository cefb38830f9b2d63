import { programMetrics } from "./program-metrics";

/** A label of a metric, by the name rules and dashboards see. */
export type MetricLabel =
  | "root_trace_id"
  | "environment"
  | "team"
  | "caller_id"
  | "code"
  | "tenant"
  | "surface"
  | "class"
  | "reason"
  | "exporter"
  | "org"
  | "instance";

/** A metric that rules and dashboards read. They refer to it; nobody types its name a second time. */
export interface DerivedMetric {
  readonly name: string;
  readonly kind: "counter" | "gauge";
  readonly unit: string;
  readonly brief: string;
  readonly labels: readonly MetricLabel[];
}

/** A metric that a program tells about itself. */
export interface ProgramMetric extends DerivedMetric {
  /** Which program, as its documentation calls it. */
  readonly program: string;
  /** Why it does not reach the workspace yet. Absent: it does. A rule on it is silent until then. */
  readonly missing?: string;
}

function metrics<const T extends Record<string, DerivedMetric>>(group: T): T {
  return group;
}

/** The alert contract: names and labels are pinned by a test. All are made by the detector from stripped spans. */
export const derivedMetrics = metrics({
  toolCalls: {
    name: "mcp_tool_calls_total",
    kind: "counter",
    unit: "calls",
    brief:
      "Tool calls seen in one trace. A trace becomes a series only from the floor on, so that labels stay bounded.",
    labels: ["root_trace_id", "environment", "team"],
  },
  authzDenied: {
    name: "mcp_authz_denied_total",
    kind: "counter",
    unit: "denials",
    brief: "Calls refused to one caller.",
    labels: ["caller_id", "environment", "team"],
  },
  traceDepth: {
    name: "mcp_trace_depth",
    kind: "gauge",
    unit: "hops",
    brief: "Depth of a trace's agent chain, only from the floor on.",
    labels: ["root_trace_id", "environment", "team"],
  },
  callerCalls: {
    name: "mcp_caller_calls_total",
    kind: "counter",
    unit: "calls",
    brief: "Tool calls of one caller, over all its traces.",
    labels: ["caller_id", "environment", "team"],
  },
  callErrors: {
    name: "mcp_call_errors_total",
    kind: "counter",
    unit: "errors",
    brief: "Calls answered with the JSON-RPC code of an unknown tool or of bad arguments, and with no other.",
    labels: ["caller_id", "environment", "team", "code"],
  },
  loopRepeats: {
    name: "mcp_loop_repeat_count",
    kind: "gauge",
    unit: "repeats",
    brief:
      "Highest count of equal calls with equal answers in a short window that a span of the trace carried, from 3 on.",
    labels: ["root_trace_id", "environment", "team"],
  },
  loopErrors: {
    name: "mcp_loop_error_streak",
    kind: "gauge",
    unit: "failures",
    brief: "Longest run of equal failures of one tool that a span of the trace carried, from 3 on.",
    labels: ["root_trace_id", "environment", "team"],
  },
  argumentTypes: {
    name: "mcp_args_type_changed_total",
    kind: "counter",
    unit: "calls",
    brief: "Calls with an argument of another JSON type than in the trace's earlier calls of the tool.",
    labels: ["root_trace_id", "environment", "team"],
  },
  traceTenants: {
    name: "mcp_trace_tenants",
    kind: "gauge",
    unit: "tenants",
    brief: "How many tenants sent spans of one trace, from 2 on.",
    labels: ["root_trace_id", "environment"],
  },
});

/** What the detector says of itself. */
export const detectorMetrics = metrics({
  heartbeat: {
    name: "mcp_detector_heartbeat",
    kind: "gauge",
    unit: "seconds since 1970",
    brief: "Time of the detector's last flush.",
    labels: ["environment"],
  },
  dropped: {
    name: "mcp_detector_dropped_total",
    kind: "counter",
    unit: "items",
    brief: "What the detector had no room to keep: traces, callers, series or spans.",
    labels: ["environment", "reason"],
  },
});

/** Counts of our processors in the collector, as scraping shows them. Named in `collector/identity/counts.go` and `collector/scrub/counts.go`. */
export const processorMetrics = metrics({
  redactions: {
    name: "mcp_scrub_redactions_total",
    kind: "counter",
    unit: "redactions",
    brief: "What was hidden, by what it was and where it stood; counted at every exit that hides it.",
    labels: ["class", "surface", "tenant", "environment"],
  },
  scrubFailures: {
    name: "mcp_scrub_failures_total",
    kind: "counter",
    unit: "spans",
    brief: "What was redacted whole because it could not be judged.",
    labels: ["reason", "tenant", "environment"],
  },
  falseClaims: {
    name: "mcp_identity_false_claims_total",
    kind: "counter",
    unit: "claims",
    brief: "Attributes that claimed another identity than the credential's.",
    labels: ["tenant", "surface", "environment"],
  },
  unknownServices: {
    name: "mcp_identity_unknown_services_total",
    kind: "counter",
    unit: "resources",
    brief: "Resources whose service is not the tenant's.",
    labels: ["tenant", "environment"],
  },
});

/** Metrics of the scrubber in the collector, as scraping shows them. */
export const scrubMetrics = {
  /** What was hidden, by `class`, `surface` and `tenant`. */
  redactions: processorMetrics.redactions.name,
} as const;

function told<const T extends Record<string, ProgramMetric>>(group: T): T {
  return group;
}

const noStats = "the gateways have no listener that shows their counts";

/** What other programs tell about themselves, as far as a rule reads it. */
export const programs = told({
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
    missing: noStats,
  },
  lateGrants: {
    name: "envoy_http_rbac_deadline_denied",
    kind: "counter",
    unit: "requests",
    brief:
      "Requests that the lock of the grants let through and that the lock behind it found to be after the deadline.",
    labels: ["environment", "instance"],
    program: "Envoy",
    missing: noStats,
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
