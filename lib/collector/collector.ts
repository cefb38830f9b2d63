import { type Tenant, targetsOf, tenantsOf } from "../access/tenant";
import type { Artifact, Json } from "../artifact";
import type { Cell } from "../inputs";
import { maxRequestBytes, maxRequestMiB } from "../limits";
import { loopback, type Site } from "../site";
import { derivedMetricsConfig } from "./derived-metrics";
import { dialect } from "./dialect";
import { unscrubbedExits } from "./exits";
import { metricsExporter, queueStorage, storeExporter, targetExporter } from "./exporters";
import { identity } from "./identity";
import { pipeline } from "./pipeline";
import { internalPolicy, labelPolicy, scrubber, targetPolicy } from "./scrub";

const accepted = "forward/accepted";
const stripped = "forward/stripped";
const remoteWrite = "prometheus_remote_write";

/** The collector of one cell: receives per tenant, stamps identity, stores full spans, exports scrubbed ones, counts. */
export function collector(cell: Cell, site: Site): Artifact {
  const tenants = tenantsOf(cell.access, cell.name);
  const targets = targetsOf(cell.access, cell.name);
  const metrics = derivedMetricsConfig(cell);
  const internal = cell.settings.scrub.internal === "secrets" ? ["scrub/internal"] : [];

  const content = {
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
      ...byId(tenants, ({ id }) => `identity/${id}`, identity),
      dialect: dialect(),
      "scrub/labels": scrubber(labelPolicy(cell)),
      ...(internal.length > 0 && { "scrub/internal": scrubber(internalPolicy()) }),
      ...byId(
        targets,
        ({ id }) => `scrub/target.${id}`,
        (target) => scrubber(targetPolicy(target)),
      ),
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
            pipeline([`otlp/${id}`], ["memory_limiter", `identity/${id}`, ...internal], [`otlp_grpc/${id}`, accepted]),
        ),
        ...byId(
          targets,
          ({ id }) => `traces/export.${id}`,
          ({ id }) => pipeline([accepted], [`scrub/target.${id}`], [`otlp_http/${id}`]),
        ),
        "traces/strip": pipeline([accepted], ["dialect", "scrub/labels"], [stripped]),
        ...metrics.pipelines(stripped, remoteWrite),
      },
    },
  };
  const leaks = unscrubbedExits(content.service.pipelines);
  if (leaks.length > 0) throw new Error(`spans would leave without passing a scrubber: ${leaks.join("; ")}`);
  return { path: `${cell.name}/collector.yaml`, content: content as unknown as Json };
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

function byId<T, V>(items: readonly T[], key: (item: T) => string, value: (item: T) => V): Record<string, V> {
  return Object.fromEntries(items.map((item) => [key(item), value(item)]));
}
