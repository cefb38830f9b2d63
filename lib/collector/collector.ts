import { type Tenant, targetsOf, tenantsOf } from "../access/tenant";
import type { Artifact, Json } from "../artifact";
import type { Cell } from "../inputs";
import { maxRequestBytes, maxRequestMiB } from "../limits";
import { loopback, type Site } from "../site";
import { derivedMetricsConfig } from "./derived-metrics";
import { metricsExporter, queueStorage, storeExporter, targetExporter } from "./exporters";
import { identity } from "./identity";
import { pipeline } from "./pipeline";
import { scrub } from "./scrub";
import { strip } from "./strip";

const accepted = "forward/accepted";
const stripped = "forward/stripped";
/** Groups spans under resources made anew from attributes: what else a resource may carry cannot be reached, so it is left behind. */
const rebuild = "groupbyattrs/rebuild";
const remoteWrite = "prometheus_remote_write";

/** The collector of one cell: receives per tenant, stamps identity, stores full spans, exports scrubbed ones, counts. */
export function collector(cell: Cell, site: Site): Artifact {
  const tenants = tenantsOf(cell.access, cell.name);
  const targets = targetsOf(cell.access, cell.name);
  const metrics = derivedMetricsConfig(cell);
  const exporting = targets.length > 0;

  const content: Json = {
    extensions: {
      health_check: { endpoint: `${loopback}:${site.port("collector-health")}` },
      [queueStorage]: { directory: site.queuePath, create_directory: true, fsync: true },
    },
    receivers: byId(
      tenants,
      ({ id }) => `otlp/${id}`,
      (tenant) => receiver(tenant, site),
    ),
    processors: {
      memory_limiter: { check_interval: "1s", limit_percentage: 75, spike_limit_percentage: 20 },
      ...byId(tenants, ({ id }) => `transform/identity.${id}`, identity),
      "transform/strip": strip(),
      ...(exporting && { [rebuild]: {}, "transform/scrub": scrub() }),
      ...metrics.processors,
    },
    connectors: { [accepted]: null, [stripped]: null, ...metrics.connectors },
    exporters: {
      ...byId(
        tenants,
        ({ id }) => `otlp_grpc/${id}`,
        (tenant) => storeExporter(tenant, cell, site),
      ),
      ...byId(
        targets,
        ({ id }) => `otlp_http/${id}`,
        (target) => targetExporter(target, cell),
      ),
      [remoteWrite]: metricsExporter(site),
    },
    service: {
      extensions: ["health_check", queueStorage],
      telemetry: {
        logs: { level: "info", encoding: "json" },
        metrics: { readers: [selfMetrics(site)] },
      },
      pipelines: {
        ...byId(
          tenants,
          ({ id }) => `traces/${id}`,
          ({ id }) =>
            pipeline([`otlp/${id}`], ["memory_limiter", `transform/identity.${id}`], [`otlp_grpc/${id}`, accepted]),
        ),
        ...(exporting && {
          "traces/export": pipeline(
            [accepted],
            [rebuild, "transform/scrub"],
            targets.map(({ id }) => `otlp_http/${id}`),
          ),
        }),
        "traces/strip": pipeline([accepted], ["transform/strip"], [stripped]),
        ...metrics.pipelines(stripped, remoteWrite),
      },
    },
  };
  return { path: `${cell.name}/collector.yaml`, content };
}

/** One receiver a tenant, on loopback: only the gateway beside it can reach it, and it sends there by identity. */
function receiver(tenant: Tenant, site: Site): Json {
  return {
    protocols: {
      grpc: {
        endpoint: `${loopback}:${site.tenantPort("receive-grpc", tenant)}`,
        max_recv_msg_size_mib: maxRequestMiB,
      },
      http: {
        endpoint: `${loopback}:${site.tenantPort("receive-http", tenant)}`,
        max_request_body_size: maxRequestBytes,
      },
    },
  };
}

function selfMetrics(site: Site): Json {
  return { pull: { exporter: { prometheus: { host: loopback, port: site.port("collector-telemetry") } } } };
}

function byId<T>(items: readonly T[], key: (item: T) => string, value: (item: T) => Json): Record<string, Json> {
  return Object.fromEntries(items.map((item) => [key(item), value(item)]));
}
