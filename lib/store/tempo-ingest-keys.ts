import { keys, type TempoKeys } from "./tempo-key-types";
import { tempoKvKeys } from "./tempo-kv-keys";

/**
 * The way of a span into the store. From `distributor.Config` and `livestore.Config` of Tempo v3.0.3; receiver: otlp
 * v0.150.0.
 */
export const tempoIngestKeys: TempoKeys = {
  distributor: {
    ...keys("whole", "max_attribute_bytes"),
    ...keys("duration", "artificial_delay retry_after_on_resource_exhausted"),
    ...keys("text", "override_ring_key"),
    ...keys("list", "forwarders"),
    ...keys("closed", "kafka_config"),
    log_discarded_spans: {
      ...keys("flag", "enabled filter_by_status_error include_all_attributes"),
    },
    log_received_spans: {
      ...keys("flag", "enabled filter_by_status_error include_all_attributes"),
    },
    metric_received_spans: {
      ...keys("flag", "enabled root_only"),
    },
    receivers: {
      ...keys("closed", "jaeger kafka zipkin"),
      otlp: {
        protocols: {
          ...keys("closed", "http"),
          grpc: {
            ...keys("flag", "include_metadata"),
            ...keys("whole", "max_concurrent_streams max_recv_msg_size_mib read_buffer_size write_buffer_size"),
            ...keys("text", "endpoint transport"),
            ...keys("list", "middlewares"),
            ...keys("closed", "auth dialer tls"),
            keepalive: {
              enforcement_policy: {
                ...keys("flag", "permit_without_stream"),
                ...keys("duration", "min_time"),
              },
              server_parameters: {
                ...keys("duration", "max_connection_age max_connection_age_grace max_connection_idle time timeout"),
              },
            },
          },
        },
      },
    },
    ring: {
      ...keys("flag", "enable_inet6"),
      ...keys("whole", "instance_port"),
      ...keys("duration", "heartbeat_period heartbeat_timeout"),
      ...keys("text", "instance_addr instance_id"),
      ...keys("list", "instance_interface_names"),
      kvstore: tempoKvKeys,
    },
    usage: {
      ...keys("closed", "cost_attribution"),
    },
  },
  live_store: {
    ...keys("flag", "fail_on_high_lag remove_owner_on_shutdown"),
    ...keys("whole", "complete_block_concurrency max_block_bytes max_live_traces_bytes query_block_concurrency"),
    ...keys(
      "duration",
      `block_reclaim_grace commit_interval complete_block_timeout flush_check_period flush_op_timeout
       max_block_duration max_trace_idle max_trace_live readiness_max_wait readiness_target_lag`,
    ),
    ...keys("text", "shutdown_marker_dir"),
    metrics: {
      ...keys("number", "time_overlap_cutoff"),
    },
    partition_ring: {
      ...keys("whole", "min_partition_owners_count"),
      ...keys("duration", "delete_inactive_partition_after min_partition_owners_duration"),
      kvstore: tempoKvKeys,
    },
    ring: {
      ...keys("flag", "enable_inet6"),
      ...keys("whole", "instance_port"),
      ...keys("duration", "heartbeat_period heartbeat_timeout"),
      ...keys("text", "instance_addr instance_id instance_zone"),
      ...keys("list", "instance_interface_names"),
      kvstore: tempoKvKeys,
    },
    wal: {
      ...keys("duration", "ingestion_time_range_slack"),
      ...keys("text", "path"),
    },
  },
};
