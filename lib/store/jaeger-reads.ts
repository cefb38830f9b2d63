import type { ReadApi, StoreReads } from "./read-api";

/**
 * Jaeger's query API as Grafana uses it, as expressions over the whole path. Its third version is not among them: it names a
 * time range in more than one way, so the range could not be held.
 */
const apis: readonly ReadApi[] = [
  { name: "trace", paths: "/api/(?:services(?:/[A-Za-z0-9%._-]+/operations)?|operations|traces/[0-9a-fA-F]{1,32})" },
  {
    name: "search",
    paths: "/api/traces",
    range: { kind: "between", from: "start", to: "end", units: ["microseconds"] },
  },
  { name: "dependencies", paths: "/api/dependencies", range: { kind: "lookback", parameter: "lookback" } },
];

export const jaegerReads: StoreReads = {
  apis,
  federates: false,
  audited: ["service", "operation", "tags", "start", "end"],
};

/** All of them. */
export const jaegerReadPaths = `(?:${apis.map(({ paths }) => paths).join("|")})`;
