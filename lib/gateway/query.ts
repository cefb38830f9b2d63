import type { EnforcedCell } from "../access/cells";
import type { IdentityProvider } from "../access/identity";
import { systemIdentity, tenantHeader } from "../access/tenant";
import type { Artifact, Json } from "../artifact";
import { doorName } from "../collector/exporters";
import type { Cell } from "../inputs";
import { loopback, type Site } from "../site";
import { type ReadApi, storeReads } from "../store/read-api";
import { keysTunnel, keysUpstream } from "./egress-tunnel";
import { bootstrap, endpoints, loopbackCluster, mutualClientTls, spoken, tokensTls } from "./envoy";
import { grantDeadline, grantHeader } from "./grant-header";
import { peoplesListener } from "./query-listener";
import { parameterHeader, rangeLimits, rangeParameters } from "./query-range";
import { cellsOfReadings, type Reading, readings } from "./query-readings";
import { type OpenApi, openRoute } from "./query-route";
import { shownMetrics } from "./shown-metrics";

const grantsCluster = "grants";

/**
 * The gateway between people and a store: the one place where a verified token becomes a tenant. Which tenant is written in
 * the route, so nothing that a client sends can name one. What one search may cover is limited here for both stores; Tempo
 * enforces its own limit behind it.
 */
export function queryGateway(cell: Cell, site: Site): Artifact {
  const { identity } = cell.access;
  const tunnel = identity && keysTunnel(identity, "query-keys", site);
  const open = identity ? readings(cell) : [];
  const standing = open.filter(({ audience }) => !audience.conditional);
  const conditional = open.filter(({ audience }) => audience.conditional);
  const reads = storeReads(cell.kit.store.kind);
  const shared = {
    identity,
    audited: reads.audited,
    parameters: rangeParameters(reads.apis),
    rates: Object.fromEntries(open.map(({ audience }) => [audience.id, audience.limits.requestsPerSecond])),
  };
  const ranges = open.length > 0 ? [rangeLimits(open, reads.apis)] : [];
  const toStore = (list: readonly Reading[]) =>
    identity ? list.map((reading) => storeRoute(reading, cell, identity)) : [];
  const toGrants = identity ? conditional.map((reading) => grantsRoute(reading, cell, identity)) : [];
  const shown = shownMetrics("query-ops", site);
  const content = bootstrap(
    `${cell.name}-query`,
    [
      peoplesListener(
        {
          ...shared,
          name: "query",
          host: site.bind,
          tls: tokensTls(),
          step: "query",
          routes: [...toStore(standing), ...toGrants],
          filters: ranges,
        },
        site,
      ),
      ...(conditional.length > 0
        ? [
            peoplesListener(
              {
                ...shared,
                name: "granted",
                host: loopback,
                step: "granted",
                routes: toStore(conditional),
                filters: [grantDeadline(cell.access.incidents.maxMinutes), ...ranges],
              },
              site,
            ),
          ]
        : []),
      shown.listener,
      ...(tunnel ? [tunnel.listener] : []),
    ],
    [
      ...[...new Map(open.map(({ audience }) => [audience.id, audience])).values()].map(({ id, limits }) =>
        storeCluster(id, limits.concurrent, cell, site),
      ),
      ...(conditional.length > 0 ? [loopbackCluster(grantsCluster, site.port("grants"), "http2")] : []),
      ...(identity && tunnel ? [tunnel.cluster, keysUpstream(identity, "query-keys", site)] : []),
      ...shown.clusters,
    ],
    { admin: shown.admin },
  );
  return { path: `${cell.name}/query-gateway.json`, content };
}

/** Every cell that the query gateway lets through: those of its addresses. */
export function queryCells(cell: Cell): readonly EnforcedCell[] {
  return cellsOfReadings(cell.name, "traces", readings(cell), "query gateway");
}

function storeRoute({ prefix, audience, tenants }: Reading, cell: Cell, identity: IdentityProvider): Json {
  const { apis } = storeReads(cell.kit.store.kind);
  const ids = tenants.map(({ id }) => id);
  return openRoute({
    ...{ prefix, audience, identity },
    tenants: ids,
    api: readWithGet(apis),
    cluster: storeName(audience.id),
    onward: {
      headers: { [tenantHeader]: ids.join("|") },
      remove: [grantHeader, ...rangeParameters(apis).map(parameterHeader)],
    },
  });
}

/** Group and path are looked at before a grant is: who has none of the groups learns nothing about grants. */
function grantsRoute({ prefix, audience, tenants }: Reading, cell: Cell, identity: IdentityProvider): Json {
  return openRoute({
    ...{ prefix, audience, identity },
    tenants: tenants.map(({ id }) => id),
    api: readWithGet(storeReads(cell.kit.store.kind).apis),
    cluster: grantsCluster,
  });
}

function readWithGet(apis: readonly ReadApi[]): OpenApi {
  return { paths: apis.map(({ paths }) => paths).join("|"), methods: ["GET"] };
}

function storeName(audience: string): string {
  return `store.${audience}`;
}

/** One cluster an audience, so that each has its own bound of what runs at once. */
function storeCluster(audience: string, concurrent: number, cell: Cell, site: Site): Json {
  const name = storeName(audience);
  return {
    name,
    type: "STRICT_DNS",
    dns_lookup_family: "V4_PREFERRED",
    connect_timeout: "5s",
    load_assignment: endpoints(name, site.doorHost, site.port("door")),
    transport_socket: mutualClientTls(doorName(cell.name), systemIdentity(cell.name, "store-door")),
    circuit_breakers: { thresholds: [{ max_requests: concurrent, max_pending_requests: concurrent }] },
    ...spoken("http2"),
  };
}
