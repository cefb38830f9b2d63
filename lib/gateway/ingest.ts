import type { EnforcedCell } from "../access/cells";
import { identityPrefix, type Tenant, tenantHeader, tenantsOf } from "../access/tenant";
import type { Artifact, Json } from "../artifact";
import { selfMetricsPath } from "../collector/collector-process";
import type { Cell } from "../inputs";
import { maxRequestBytes } from "../limits";
import type { Site } from "../site";
import { keysTunnel, keysUpstream } from "./egress-tunnel";
import { bootstrap, extension, loopbackCluster, mutualTls, tokensTls, typed } from "./envoy";
import { byIdentity, httpListener } from "./http";
import { ingestTokenFilter } from "./ingest-tokens";
import { otlpRoute } from "./otlp-route";
import { shownMetrics } from "./shown-metrics";

/**
 * The gateway in front of a cell's collector: the identity in a certificate, or in a token where the environment takes those,
 * decides which tenant's receiver a span reaches.
 */
export function ingestGateway(cell: Cell, site: Site): Artifact {
  const tenants = tenantsOf(cell.access, cell.name);
  const shown = shownMetrics("ingest-ops", site, [
    { as: "collector", port: site.port("collector-telemetry"), path: selfMetricsPath },
  ]);
  const { tokens, revocation } = cell.settings.ingest;
  const published = tokens?.jwksUri === undefined ? undefined : { jwksUri: tokens.jwksUri };
  const tunnel = published && keysTunnel(published, "ingest-keys", site);
  const content = bootstrap(
    `${cell.name}-ingest`,
    [
      httpListener({
        name: "ingest",
        host: site.bind,
        port: site.port("ingest"),
        tls: tokens ? tokensTls() : mutualTls(identityPrefix(cell.name), { revocation }),
        removeHeaders: [tenantHeader],
        filters: [...(tokens ? [ingestTokenFilter(tokens, site)] : []), bodyLimit, rateLimitFilter],
        virtualHost: byIdentity(
          "ingest",
          Object.fromEntries(tenants.map((tenant) => [tenant.identity, routes(tenant, cell)])),
        ),
      }),
      shown.listener,
      ...(tunnel ? [tunnel.listener] : []),
    ],
    [
      ...tenants.flatMap((tenant) => [
        loopbackCluster(`grpc.${tenant.id}`, site.tenantPort("receive-grpc", tenant), "http2"),
        loopbackCluster(`http.${tenant.id}`, site.tenantPort("receive-http", tenant), "http1"),
      ]),
      ...shown.clusters,
      ...(published && tunnel ? [tunnel.cluster, keysUpstream(published, "ingest-keys", site)] : []),
    ],
    { admin: shown.admin },
  );
  return { path: `${cell.name}/ingest-gateway.json`, content };
}

/** What the gateway lets be written: the identities that its routes are rendered for, each into its own tenant. */
export function ingestCells(cell: Cell): readonly EnforcedCell[] {
  return tenantsOf(cell.access, cell.name).map(({ environment, team, identity }) => ({
    kind: "write",
    environment,
    team: team.id,
    identity,
    by: "ingest gateway",
  }));
}

function routes(tenant: Tenant, cell: Cell): readonly Json[] {
  const perFilter = rateLimit(tenant, cell.settings.ingest.requestsPerSecond);
  return (["grpc", "http"] as const).map((protocol) =>
    otlpRoute({ protocol, cluster: `${protocol}.${tenant.id}`, perFilter }),
  );
}

const localRateLimit = "envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit";
const rateLimitName = "envoy.filters.http.local_ratelimit";
const rateLimitFilter = extension(rateLimitName, localRateLimit, { stat_prefix: "ingest" });

/** Over the rate the sender gets 429, over gRPC UNAVAILABLE: both mean that it may try again. */
function rateLimit(tenant: Tenant, requestsPerSecond: number): { [key: string]: Json } {
  const always: Json = { default_value: { numerator: 100, denominator: "HUNDRED" } };
  return {
    [rateLimitName]: typed(localRateLimit, {
      stat_prefix: tenant.id,
      token_bucket: { max_tokens: requestsPerSecond, tokens_per_fill: requestsPerSecond, fill_interval: "1s" },
      filter_enabled: always,
      filter_enforced: always,
      response_headers_to_add: [{ header: { key: "retry-after", value: "1" } }],
    }),
  };
}

const bodyLimit = extension(
  "envoy.filters.http.body_size_limit",
  "envoy.extensions.filters.http.body_size_limit.v3.BodySizeLimit",
  { max_request_bytes: maxRequestBytes },
);
