import { identityPrefix, systemIdentity, tenantHeader } from "../access/tenant";
import type { Artifact, Json } from "../artifact";
import type { Cell } from "../inputs";
import type { Site } from "../site";
import { storeOf } from "../store/store-of";
import type { ReadRoute, WriteRoute } from "../store/trace-store";
import { bootstrap, loopbackCluster, mutualTls } from "./envoy";
import { byIdentity, httpListener } from "./http";
import { groupsHeader } from "./jwt";
import { otlpRoute } from "./otlp-route";
import { shownMetrics } from "./shown-metrics";

/**
 * The only open port of the store's task. Static: the environment's collector may write, its query gateway may read, and
 * nobody else may anything. Who may read which tenant is decided before, by the query gateway.
 */
export function storeDoor(cell: Cell, site: Site): Artifact {
  const store = storeOf(cell, site);
  const shown = shownMetrics("door-ops", site, store.metrics ? [{ as: "store", ...store.metrics }] : []);
  const content = bootstrap(
    `${cell.name}-store-door`,
    [
      httpListener({
        name: "store-door",
        host: site.bind,
        port: site.port("door"),
        tls: mutualTls(identityPrefix(cell.name)),
        // The tenant header stays: behind this door it comes from the collector or the query gateway.
        removeHeaders: [],
        filters: [],
        virtualHost: byIdentity("store-door", {
          [systemIdentity(cell.name, "collector")]: store.writes.map(write),
          [systemIdentity(cell.name, "query-gateway")]: store.reads.map(read),
        }),
      }),
      shown.listener,
    ],
    [...store.clusters.map(({ name, port, protocol }) => loopbackCluster(name, port, protocol)), ...shown.clusters],
    { admin: shown.admin },
  );
  return { path: `${cell.name}/store-door.json`, content };
}

function write({ tenant, cluster }: WriteRoute): Json {
  return otlpRoute({ protocol: "grpc", cluster, headers: [ofTenant(tenant)] });
}

function read({ tenant, paths, cluster }: ReadRoute): Json {
  return {
    name: `read.${cluster}`,
    match: {
      safe_regex: { regex: paths },
      headers: [{ name: ":method", string_match: { exact: "GET" } }, ...(tenant ? [ofTenant(tenant)] : [])],
    },
    route: { cluster, timeout: "30s" },
    request_headers_to_remove: ["authorization", "cookie", "x-id-token", "x-grafana-id", groupsHeader],
  };
}

/** Matches one tenant exactly. */
function ofTenant(tenant: string): Json {
  return { name: tenantHeader, string_match: { exact: tenant } };
}
