import type { OpenApi } from "./query-route";

/** What Prometheus answers to an expression: all that alert rules ask. */
export const expressionApi: OpenApi = { paths: "/api/v1/(?:query|query_range)", methods: ["GET", "POST"] };

/**
 * The query API of Prometheus as Grafana uses it, in the form of an address or of a POST. Writing, deleting, the alert manager
 * and everything else is refused.
 */
export const metricsApis: readonly OpenApi[] = [
  { paths: "/api/v1/(?:query|query_range|series|labels|query_exemplars)", methods: ["GET", "POST"] },
  {
    paths: "/api/v1/(?:label/[a-zA-Z_:][a-zA-Z0-9_:]*/values|metadata|rules|alerts|status/buildinfo)",
    methods: ["GET"],
  },
];

/** Query parameters that say what was asked. */
export const auditedOfMetrics = ["query", "match[]", "start", "end"] as const;
