import { type Attempt, ask, type Ground } from "./attempt";

/** Addresses that lie beside, above or behind the one that is allowed. */
export function pathAttempts(ground: Ground): readonly Attempt[] {
  const { cell, own, foreignSpan } = ground;
  const trace = cell.store.api.path(foreignSpan.traceId);
  const probe = cell.store.api.probe;
  const to = (wanted: number, ...paths: readonly string[]): readonly Attempt[] =>
    paths.map((path) => ({ what: `the path ${path}`, wanted, send: () => ask(ground, { path }) }));
  const below = (wanted: number, ...paths: readonly string[]) => to(wanted, ...paths.map((path) => own.prefix + path));
  const audiences = cell.cell.access.audiences.filter(({ id }) => id !== own.audience.id);
  return [
    ...to(403, "/", trace, probe, own.prefix, `${own.prefix}/`, "/metrics", "/stats", "/config_dump", "/quitquitquit"),
    ...to(403, ...audiences.map(({ id }) => `/${cell.cell.name}/${id}${trace}`)),
    ...to(403, `/not-${cell.cell.name}/${own.audience.id}${trace}`),
    ...below(403, "/api/../status/config", "/api/%2e%2e/status/config", "/api/.%2e/.%2e/metrics", "/api/..;/metrics"),
    ...below(403, "/api/%252e%252e/metrics", "/api/%25%32%65%25%32%65/metrics", `${trace};x=1`, `${trace}/`),
    ...below(403, "/api/overrides", "/api/mcp", "/metrics", "/flush", "/shutdown", "/status/config", "/debug/pprof/"),
    ...below(
      403,
      "/api/archive/1",
      "/api/traces/nothing-hexadecimal",
      `${trace}/../../../other`,
      "/analytics/v1/spans",
    ),
    ...below(400, "/api/..%2fmetrics", "/api/..%5cmetrics", "/api%2ftraces", "/api/%00", "/api/%zz%2f"),
    ...to(403, `/%2e%2e${own.prefix}/metrics`, `${own.prefix.toUpperCase()}${probe}`),
    { what: "a path that is a star", wanted: 400, send: () => ask(ground, { path: "*" }) },
  ];
}
