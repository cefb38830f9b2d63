import type { EnforcedCell } from "../access/cells";
import type { IdentityProvider } from "../access/identity";
import { alertingIdentity } from "../access/tenant";
import type { Artifact, Json } from "../artifact";
import type { Cell } from "../inputs";
import { loopback, type Site } from "../site";
import { keysTunnel, keysUpstream } from "./egress-tunnel";
import { bootstrap, endpoints, extension, loopbackCluster, mutualTls, spoken, tokensTls } from "./envoy";
import { grantDeadline, grantHeader } from "./grant-header";
import { byIdentity, httpListener } from "./http";
import { auditedOfMetrics, expressionApi, metricsApis } from "./metrics-apis";
import { teamHeader } from "./metrics-label-proxy";
import { metricsRead } from "./metrics-read";
import { type MetricsReading, metricsReadings } from "./metrics-readings";
import { workspaceCluster } from "./metrics-workspace";
import { peoplesListener } from "./query-listener";
import { cellsOfReadings } from "./query-readings";
import { longestQuery, type OpenApi, openRoute } from "./query-route";
import { shownMetrics } from "./shown-metrics";

const grantsCluster = "grants";
const alertingCluster = "metrics.alerting";

/** Largest body of a query. Unit: bytes. It is held until it is complete, because the signature covers it. */
const maxQueryBytes = 65_536;

/**
 * The gateway between people and the metrics workspace. An expression cannot be narrowed here, so every query goes through
 * prom-label-proxy, which puts the environment into it, and the teams as well for who does not read all of them.
 */
export function metricsGateway(cell: Cell, site: Site): Artifact {
  const { identity } = cell.access;
  const tunnel = identity && keysTunnel(identity, "metrics-keys", site);
  const open = identity ? metricsReadings(cell) : [];
  const standing = open.filter(({ audience }) => !audience.conditional);
  const conditional = open.filter(({ audience }) => audience.conditional);
  const shared = {
    identity,
    audited: auditedOfMetrics,
    rates: Object.fromEntries(open.map(({ audience }) => [audience.id, audience.limits.requestsPerSecond])),
    filters: [wholeBody],
  };
  const toProxy = (list: readonly MetricsReading[]) =>
    identity ? list.flatMap((reading) => metricsApis.map((api) => proxyRoute(reading, api, identity))) : [];
  const toGrants = identity
    ? conditional.flatMap((reading) => metricsApis.map((api) => grantsRoute(reading, api, identity)))
    : [];
  const shown = shownMetrics("metrics-ops", site);
  const content = bootstrap(
    `${cell.name}-metrics`,
    [
      peoplesListener(
        {
          ...shared,
          name: "metrics",
          host: site.bind,
          tls: tokensTls(),
          step: "query",
          routes: [...toProxy(standing), ...toGrants],
        },
        site,
      ),
      ...(conditional.length > 0
        ? [
            peoplesListener(
              {
                ...shared,
                name: "metrics-granted",
                host: loopback,
                step: "granted",
                routes: toProxy(conditional),
                filters: [grantDeadline(cell.access.incidents.maxMinutes), wholeBody],
              },
              site,
            ),
          ]
        : []),
      alerting(site),
      metricsRead(site),
      shown.listener,
      ...(tunnel ? [tunnel.listener] : []),
    ],
    [
      ...[...new Map(open.map((reading) => [clusterOf(reading), reading])).values()].map((reading) =>
        proxyCluster(reading, site),
      ),
      loopbackCluster(alertingCluster, site.port("label-environment"), "http1"),
      workspaceCluster(site),
      ...(conditional.length > 0 ? [loopbackCluster(grantsCluster, site.port("metrics-grants"), "http2")] : []),
      ...(identity && tunnel ? [tunnel.cluster, keysUpstream(identity, "metrics-keys", site)] : []),
      ...shown.clusters,
    ],
    { admin: shown.admin },
  );
  return { path: `${cell.name}/metrics-gateway.json`, content };
}

/** Every cell that the metrics gateway lets through: those of its addresses. */
export function metricsCells(cell: Cell): readonly EnforcedCell[] {
  return cellsOfReadings(cell.name, "metrics", metricsReadings(cell), "metrics gateway");
}

function proxyRoute(reading: MetricsReading, api: OpenApi, identity: IdentityProvider): Json {
  const { prefix, audience, tenants } = reading;
  return openRoute({
    ...{ prefix, audience, identity },
    tenants: tenants.map(({ id }) => id),
    api,
    cluster: clusterOf(reading),
    onward: {
      headers: { [teamHeader]: tenants.map(({ team }) => team.id).join("|") },
      remove: [grantHeader],
    },
  });
}

function grantsRoute({ prefix, audience, tenants }: MetricsReading, api: OpenApi, identity: IdentityProvider): Json {
  return openRoute({
    ...{ prefix, audience, identity },
    tenants: tenants.map(({ id }) => id),
    api,
    cluster: grantsCluster,
  });
}

/** Alert rules are asked in nobody's name: a certificate opens expressions for them, and no person's address. */
function alerting(site: Site): Json {
  return httpListener({
    name: "metrics-alerting",
    host: site.bind,
    port: site.port("metrics-alerting"),
    tls: mutualTls(alertingIdentity),
    removeHeaders: [teamHeader, "authorization", "cookie", "x-id-token"],
    filters: [wholeBody],
    longest: longestQuery,
    virtualHost: byIdentity("metrics-alerting", {
      [alertingIdentity]: [
        {
          name: "alerting",
          match: {
            safe_regex: { regex: expressionApi.paths },
            headers: [{ name: ":method", string_match: { safe_regex: { regex: expressionApi.methods.join("|") } } }],
          },
          route: { cluster: alertingCluster, timeout: `${longestQuery}s` },
        },
      ],
    }),
  });
}

const wholeBody = extension("envoy.filters.http.buffer", "envoy.extensions.filters.http.buffer.v3.Buffer", {
  max_request_bytes: maxQueryBytes,
});

function clusterOf({ audience, everyTenant }: MetricsReading): string {
  return `metrics.${audience.id}.${everyTenant ? "environment" : "team"}`;
}

/** Who reads every team goes past the proxy of teams: a series that no team owns is theirs as well. */
function proxyCluster(reading: MetricsReading, site: Site): Json {
  const name = clusterOf(reading);
  const { concurrent } = reading.audience.limits;
  return {
    name,
    type: "STATIC",
    connect_timeout: "2s",
    load_assignment: endpoints(name, loopback, site.port(reading.everyTenant ? "label-environment" : "label-team")),
    // Over HTTP/1 a request takes a connection.
    circuit_breakers: {
      thresholds: [{ max_requests: concurrent, max_connections: concurrent, max_pending_requests: 1 }],
    },
    ...spoken("http1"),
  };
}
