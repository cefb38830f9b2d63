import { type Tenant, tenantsOf } from "../access/tenant";
import type { Artifact, Json } from "../artifact";
import type { Cell } from "../inputs";
import { maxRequestMiB } from "../limits";
import { loopback, type Site } from "../site";
import { fromEnvironment, storeVariables } from "../variables";

/** Traces Jaeger keeps in memory for a tenant where it has no database. Enough for a rehearsal, never used on AWS. */
const maxTraces = 100_000;

/** Jaeger 2: one storage and one query instance a tenant, since none of its databases tells tenants apart. */
export function jaeger(cell: Cell, site: Site): Artifact {
  const tenants = tenantsOf(cell.access, cell.name);
  const each = (name: (tenant: Tenant) => string, value: (tenant: Tenant) => Json): Record<string, Json> =>
    Object.fromEntries(tenants.map((tenant) => [name(tenant), value(tenant)]));

  const content: Json = {
    extensions: {
      healthcheckv2: { use_v2: true, http: { endpoint: `${loopback}:${site.port("store-health")}` } },
      jaeger_storage: {
        backends: each(
          ({ id }) => id,
          (tenant) => backend(tenant, site),
        ),
      },
      ...each(
        ({ id }) => `jaeger_query/${id}`,
        (tenant) => ({
          storage: { traces: tenant.id },
          // Its own spans would go to whoever listens on the default OTLP port.
          enable_tracing: false,
          // Otherwise every query would be a connection of its own.
          http: { endpoint: `${loopback}:${site.tenantPort("jaeger-query", tenant)}`, keep_alives_enabled: true },
          grpc: { endpoint: `${loopback}:${site.tenantPort("jaeger-query-grpc", tenant)}` },
        }),
      ),
    },
    receivers: each(
      ({ id }) => `otlp/${id}`,
      (tenant) => ({
        protocols: {
          grpc: {
            endpoint: `${loopback}:${site.tenantPort("jaeger-otlp", tenant)}`,
            max_recv_msg_size_mib: maxRequestMiB,
          },
        },
      }),
    ),
    exporters: each(
      ({ id }) => `jaeger_storage_exporter/${id}`,
      ({ id }) => ({ trace_storage: id }),
    ),
    service: {
      extensions: ["healthcheckv2", "jaeger_storage", ...tenants.map(({ id }) => `jaeger_query/${id}`)],
      telemetry: { logs: { level: "info", encoding: "json" }, metrics: { level: "none" } },
      pipelines: each(
        ({ id }) => `traces/${id}`,
        ({ id }) => ({ receivers: [`otlp/${id}`], processors: [], exporters: [`jaeger_storage_exporter/${id}`] }),
      ),
    },
  };
  return { path: `${cell.name}/jaeger.yaml`, content };
}

/** What the names of a tenant's indices begin with. */
export function indexPrefix({ id }: Tenant): string {
  return id.replaceAll(".", "-");
}

function backend(tenant: Tenant, site: Site): Json {
  if (site.storage.kind === "local") return { memory: { max_traces: maxTraces } };
  return {
    opensearch: {
      server_urls: [fromEnvironment(storeVariables.searchUrl)],
      indices: { index_prefix: indexPrefix(tenant) },
      auth: {
        basic: {
          username: fromEnvironment(storeVariables.searchUser),
          password: fromEnvironment(storeVariables.searchPassword),
        },
      },
    },
  };
}
