import { type Tenant, targetsOf, tenantsOf } from "../access/tenant";
import type { Artifact, Json } from "../artifact";
import type { Cell } from "../inputs";
import { maxRequestBytes, maxRequestMiB } from "../limits";
import { loopback, type Site } from "../site";
import { memoryLimiter, selfMetrics } from "./collector-process";
import { dialect } from "./dialect";
import { drain } from "./drain";
import { labelScrubber, unscrubbedExits } from "./exits";
import { queueStorage, storeExporter, targetExporter } from "./exporters";
import { identity } from "./identity";
import { pipeline } from "./pipeline";
import { internalPolicy, labelPolicy, scrubber, targetPolicy } from "./scrub";
import { shards, toDetectors } from "./to-detectors";

const accepted = "forward/accepted";

/** The collector of one cell: receives per tenant, stamps identity, stores full spans, exports scrubbed ones, hands on stripped ones. */
export function collector(cell: Cell, site: Site): Artifact {
  const tenants = tenantsOf(cell.access, cell.name);
  const targets = targetsOf(cell.access, cell.name);
  const detectors = toDetectors(cell, site);
  const internal = cell.settings.scrub.internal === "secrets" ? ["scrub/internal"] : [];

  const content = {
    extensions: {
      health_check: { endpoint: `${loopback}:${site.port("collector-health")}` },
      drain: drain(site),
      [queueStorage]: { directory: site.queuePath, create_directory: true, fsync: true },
    },
    receivers: byId(
      tenants,
      ({ id }) => `otlp/${id}`,
      (tenant) => receiver(tenant, site),
    ),
    processors: {
      memory_limiter: memoryLimiter,
      ...byId(tenants, ({ id }) => `identity/${id}`, identity),
      dialect: dialect(),
      [labelScrubber]: scrubber(labelPolicy(cell)),
      ...(internal.length > 0 && { "scrub/internal": scrubber(internalPolicy()) }),
      ...byId(
        targets,
        ({ id }) => `scrub/target.${id}`,
        (target) => scrubber(targetPolicy(target)),
      ),
    },
    connectors: { [accepted]: null, ...detectors.connectors },
    exporters: {
      ...byId(
        tenants,
        ({ id }) => `otlp_grpc/${id}`,
        (tenant) => storeExporter(tenant, cell, site),
      ),
      ...byId(
        targets,
        ({ id }) => `otlp_http/${id}`,
        (target) => targetExporter(target, cell, site),
      ),
      ...detectors.exporters,
    },
    service: {
      extensions: ["health_check", "drain", queueStorage],
      telemetry: {
        logs: { level: "info", encoding: "json" },
        metrics: { readers: [selfMetrics(site.port("collector-telemetry"))] },
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
        "traces/strip": pipeline([accepted], ["dialect", labelScrubber], [shards]),
        ...detectors.pipelines,
      },
    },
  };
  const leaks = unscrubbedExits(content.service.pipelines, { connectors: Object.keys(content.connectors) });
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

function byId<T, V>(items: readonly T[], key: (item: T) => string, value: (item: T) => V): Record<string, V> {
  return Object.fromEntries(items.map((item) => [key(item), value(item)]));
}
