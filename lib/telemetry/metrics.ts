/** A label of a derived metric, by the name rules and dashboards see. */
export type MetricLabel = "root_trace_id" | "environment" | "team" | "caller_id" | "tenant" | "surface";

/** A metric derived from spans. Rules refer to it; nobody types its name a second time. */
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

/** The alert contract: names and labels are pinned by a test. */
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
});

/** Metrics of the scrubber in the collector, as scraping shows them. Named in `collector/scrub/counts.go`. */
export const scrubMetrics = {
  /** What was hidden, by `class`, `surface` and `tenant`. */
  redactions: "mcp_scrub_redactions_total",
} as const;
