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
  | "job"
  | "org"
  | "instance"
  | "envoy_rbac_http_prefix";

/** A metric that rules and dashboards read. They refer to it; nobody types its name a second time. */
export interface DerivedMetric {
  readonly name: string;
  readonly kind: "counter" | "gauge";
  readonly unit: string;
  readonly brief: string;
  readonly labels: readonly MetricLabel[];
}

function metrics<const T extends Record<string, DerivedMetric>>(group: T): T {
  return group;
}

/** JSON-RPC codes of an unknown tool and of bad arguments: errors of whoever called, and what enumerates tools. */
export const callerErrorCodes = ["-32601", "-32602"] as const;

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
