import { keys, type TempoKeys } from "./tempo-key-types";
import { tempoKvKeys } from "./tempo-kv-keys";

/**
 * Blocks, their compaction and retention. From `tempodb.Config`, `backendscheduler.Config` and
 * `backendworker.Config` of Tempo v3.0.3.
 */
export const tempoStorageKeys: TempoKeys = {
  backend_scheduler: {
    ...keys("duration", "backend_flush_interval job_timeout maintenance_interval"),
    ...keys("text", "local_work_path"),
    provider: {
      compaction: {
        ...keys("whole", "max_compaction_level max_input_blocks max_jobs_per_tenant min_input_blocks"),
        ...keys("duration", "measure_interval min_cycle_interval"),
        compaction: {
          ...keys("whole", "max_block_bytes max_compaction_objects retention_concurrency"),
          ...keys(
            "duration",
            `block_retention compacted_block_retention compaction_cycle compaction_window max_time_per_tenant`,
          ),
        },
      },
      redaction: {
        ...keys("whole", "max_rescan_generations"),
        ...keys("duration", "poll_interval rescan_delay"),
      },
      retention: {
        ...keys("duration", "interval"),
      },
    },
    work: {
      ...keys("duration", "dead_job_timeout prune_age"),
    },
  },
  backend_worker: {
    ...keys("duration", "finish_on_shutdown_timeout"),
    ...keys("text", "backend_scheduler_addr override_ring_key"),
    backoff: {
      ...keys("whole", "max_retries"),
      ...keys("duration", "max_period min_period"),
    },
    compaction: {
      ...keys("whole", "max_block_bytes max_compaction_objects retention_concurrency"),
      ...keys(
        "duration",
        `block_retention compacted_block_retention compaction_cycle compaction_window max_time_per_tenant`,
      ),
    },
    ring: {
      ...keys("flag", "enable_inet6"),
      ...keys("whole", "instance_port"),
      ...keys(
        "duration",
        `heartbeat_period heartbeat_timeout wait_active_instance_timeout wait_stability_max_duration
         wait_stability_min_duration`,
      ),
      ...keys("text", "instance_addr instance_id"),
      ...keys("list", "instance_interface_names"),
      kvstore: tempoKvKeys,
    },
  },
  storage: {
    trace: {
      ...keys("flag", "blocklist_poll_fallback empty_tenant_deletion_enabled"),
      ...keys(
        "whole",
        `blocklist_poll_concurrency blocklist_poll_jitter_ms blocklist_poll_tenant_concurrency
         blocklist_poll_tenant_index_builders blocklist_poll_tolerate_consecutive_errors
         blocklist_poll_tolerate_tenant_failures cache_min_compaction_level`,
      ),
      ...keys(
        "duration",
        `blocklist_poll blocklist_poll_stale_tenant_index cache_max_block_age empty_tenant_deletion_age`,
      ),
      ...keys("text", "backend cache"),
      ...keys("closed", "azure gcs memcached redis"),
      background_cache: {
        ...keys("whole", "writeback_buffer writeback_goroutines"),
      },
      block: {
        ...keys("whole", "bloom_filter_shard_size_bytes parquet_row_group_size_bytes"),
        ...keys("number", "bloom_filter_false_positive"),
        ...keys("text", "version"),
        ...keys("list", "parquet_dedicated_columns"),
      },
      local: {
        ...keys("text", "path"),
      },
      pool: {
        ...keys("whole", "max_workers queue_depth"),
      },
      s3: {
        ...keys(
          "flag",
          `enable_dual_stack forcepathstyle insecure native_aws_auth_enabled signature_v2 tls_insecure_skip_verify`,
        ),
        ...keys(
          "whole",
          `bucket_lookup_type hedge_requests_up_to list_blocks_concurrency part_size retry_max_attempts`,
        ),
        ...keys("duration", "hedge_requests_at retry_backoff_initial retry_backoff_max"),
        ...keys(
          "text",
          `access_key bucket endpoint prefix region secret_key session_token storage_class tls_ca_path
           tls_cert_path tls_cipher_suites tls_key_path tls_min_version tls_server_name`,
        ),
        ...keys("map", "metadata tags"),
        sse: {
          ...keys("text", "encryption_key kms_encryption_context kms_key_id type"),
        },
      },
      search: {
        ...keys("whole", "chunk_size_bytes prefetch_trace_count read_buffer_count read_buffer_size_bytes"),
        cache_control: {
          ...keys("flag", "column_index footer offset_index"),
        },
      },
      wal: {
        ...keys("duration", "ingestion_time_range_slack"),
        ...keys("text", "path"),
      },
    },
  },
};
