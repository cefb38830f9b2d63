import type { ReadApi, StoreReads } from "./read-api";

/**
 * The paths of Tempo's query API that Grafana asks, as expressions over the whole path. Everything else is refused: the same
 * port also shows the configuration, edits rings and takes part in shutting down. Names of attributes may hold nothing that
 * could be read as another path.
 */
const apis: readonly ReadApi[] = [
  { name: "trace", paths: "/api/(?:echo|status/buildinfo|(?:v2/)?traces/[0-9a-fA-F]+)" },
  {
    name: "search",
    paths: "/api/search",
    range: { kind: "between", from: "start", to: "end", units: ["seconds"] },
  },
  {
    name: "metrics",
    paths: "/api/metrics/query(?:_range)?",
    range: { kind: "between", from: "start", to: "end", units: ["seconds", "nanoseconds"] },
  },
  {
    name: "tags",
    paths: "/api/v2/search/(?:tags|tag/[A-Za-z0-9_.:\\-]+/values)",
    range: { kind: "between", from: "start", to: "end", units: ["seconds"], optional: true },
  },
];

export const tempoReads: StoreReads = { apis, federates: true, audited: ["q", "start", "end"] };

/** All of them. */
export const tempoReadPaths = `(?:${apis.map(({ paths }) => paths).join("|")})`;
