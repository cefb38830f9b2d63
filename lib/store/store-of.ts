import { tenantsOf } from "../access/tenant";
import type { Cell } from "../inputs";
import type { Site } from "../site";
import { jaeger } from "./jaeger";
import { jaegerReadPaths } from "./jaeger-reads";
import { tempo } from "./tempo";
import { tempoReadPaths } from "./tempo-routes";
import type { TraceStore } from "./trace-store";

/** The store that the settings choose. */
export function storeOf(cell: Cell, site: Site): TraceStore {
  return cell.kit.store.kind === "tempo" ? tempoStore(cell, site) : jaegerStore(cell, site);
}

function tempoStore(cell: Cell, site: Site): TraceStore {
  return {
    artifacts: tempo(cell, site),
    clusters: [
      { name: "tempo-otlp", port: site.port("store-otlp"), protocol: "http2" },
      { name: "tempo-http", port: site.port("store-http"), protocol: "http1" },
    ],
    writes: tenantsOf(cell.access, cell.name).map(({ id }) => ({ tenant: id, cluster: "tempo-otlp" })),
    reads: [{ paths: tempoReadPaths, cluster: "tempo-http" }],
    metrics: { port: site.port("store-http"), path: "/metrics" },
  };
}

/** Jaeger's storages ignore tenants, so each tenant has a storage and a query instance of its own. */
function jaegerStore(cell: Cell, site: Site): TraceStore {
  const tenants = tenantsOf(cell.access, cell.name);
  return {
    artifacts: [jaeger(cell, site)],
    clusters: tenants.flatMap((tenant) => [
      { name: `jaeger-otlp.${tenant.id}`, port: site.tenantPort("jaeger-otlp", tenant), protocol: "http2" as const },
      { name: `jaeger-query.${tenant.id}`, port: site.tenantPort("jaeger-query", tenant), protocol: "http1" as const },
    ]),
    writes: tenants.map(({ id }) => ({ tenant: id, cluster: `jaeger-otlp.${id}` })),
    reads: tenants.map(({ id }) => ({ tenant: id, paths: jaegerReadPaths, cluster: `jaeger-query.${id}` })),
  };
}
