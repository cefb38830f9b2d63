import type { Artifact, Json } from "../artifact";
import type { Cell } from "../inputs";
import { maxRequestMiB } from "../limits";
import { loopback, type Site } from "../site";
import { configDirectory, tempoConfigFolder } from "../variables";
import { searchHours } from "./search-range";
import { tempoLimits } from "./tempo-limits";
import { tempoStorage } from "./tempo-storage";
import { tempoTenants } from "./tempo-tenants";

/**
 * Tempo 3 in one process, with tenants kept apart by the tenant header. It has no authentication at all, so everything in it
 * listens on loopback, behind the store door. To be started with `-config.expand-env=true`.
 */
export function tempo(cell: Cell, site: Site): readonly Artifact[] {
  return [
    { path: `${cell.name}/tempo.yaml`, content: config(cell, site) },
    { path: `${cell.name}/${tenantsFile}`, content: tempoTenants(cell) },
  ];
}

const tenantsFile = "tempo-tenants.yaml";

/** State of the rings, of which this process is the only member: in memory, so that no gossip port opens. */
const ring: Json = { kvstore: { store: "inmemory" }, instance_addr: loopback };

function config(cell: Cell, site: Site): Json {
  const { directory, trace } = tempoStorage(site);
  const compaction = { block_retention: `${cell.settings.retention.days * 24}h` };
  return {
    target: "all",
    multitenancy_enabled: true,
    // Queries come over HTTP only, where the gateway sees each one.
    stream_over_http_enabled: false,
    memory: { automemlimit_enabled: true },
    usage_report: { reporting_enabled: false },
    server: {
      http_listen_address: loopback,
      http_listen_port: site.port("store-http"),
      grpc_listen_address: loopback,
      grpc_listen_port: site.port("store-grpc"),
      grpc_server_max_recv_msg_size: tempoLimits.messageBytes,
      grpc_server_max_send_msg_size: tempoLimits.messageBytes,
      log_level: "info",
      log_format: "json",
    },
    // Stays closed with rings in memory; were it ever opened, then here.
    memberlist: { bind_addr: [loopback] },
    distributor: {
      ring,
      max_attribute_bytes: tempoLimits.attributeBytes,
      receivers: {
        otlp: {
          protocols: {
            grpc: { endpoint: `${loopback}:${site.port("store-otlp")}`, max_recv_msg_size_mib: maxRequestMiB },
          },
        },
      },
    },
    live_store: {
      // Lag is measured against Kafka, which a single process does not have.
      fail_on_high_lag: false,
      ring,
      partition_ring: { kvstore: { store: "inmemory" } },
      wal: { path: directory("live-store") },
      shutdown_marker_dir: directory("live-store-shutdown"),
      max_block_duration: tempoLimits.blockDuration,
      complete_block_timeout: tempoLimits.blockKept,
    },
    query_frontend: {
      // The query gateway names the tenants of who asks, several for those who may read several.
      multi_tenant_queries_enabled: true,
      mcp_server: { enabled: false },
      api_timeout: tempoLimits.queryTimeout,
      // Holding back the newest seconds is of use only where several processes lag behind each other.
      query_end_cutoff: "0s",
      search: { query_backend_after: tempoLimits.storedAfter, max_duration: `${searchHours(cell)}h` },
      metrics: { query_backend_after: tempoLimits.storedAfter, max_duration: tempoLimits.metricsRange },
    },
    querier: {
      // Where its parts find each other Tempo works out itself, from the port above.
      frontend_worker: {
        grpc_client_config: {
          max_recv_msg_size: tempoLimits.messageBytes,
          max_send_msg_size: tempoLimits.messageBytes,
        },
      },
    },
    backend_scheduler: { local_work_path: directory("scheduler"), provider: { compaction: { compaction } } },
    backend_worker: {
      compaction,
      // The scheduler in the same process stops first, so a longer wait would only outlast the task's time to stop.
      finish_on_shutdown_timeout: tempoLimits.compactionGrace,
    },
    storage: { trace },
    overrides: {
      // A tenant that is in no list keeps nothing: no request is small enough. The store door lets none through either.
      defaults: { ingestion: { rate_strategy: "local", rate_limit_bytes: 1, burst_size_bytes: 1 } },
      // Beside this file in the image; where it lies elsewhere, the variable says so.
      per_tenant_override_config: `\${${tempoConfigFolder}:-${configDirectory}}/${tenantsFile}`,
      per_tenant_override_period: "10s",
    },
  };
}
