import { keys, type TempoKeys } from "./tempo-key-types";

/** Limits of one tenant. From `overrides.Overrides` of Tempo v3.0.3. */
export const tempoTenantKeys: TempoKeys = {
  ...keys("list", "forwarders"),
  ...keys("closed", "cost_attribution"),
  compaction: {
    ...keys("flag", "compaction_disabled"),
    ...keys("duration", "block_retention compaction_window"),
  },
  global: {
    ...keys("whole", "max_bytes_per_trace"),
  },
  ingestion: {
    ...keys("flag", "retry_info_enabled"),
    ...keys(
      "whole",
      `burst_size_bytes max_attribute_bytes max_global_traces_per_user max_traces_per_user rate_limit_bytes
       tenant_shard_size`,
    ),
    ...keys("duration", "artificial_delay"),
    ...keys("text", "rate_strategy"),
  },
  metrics_generator: {
    ...keys("flag", "disable_collection"),
    ...keys(
      "whole",
      `max_active_entities max_active_series max_cardinality_per_label native_histogram_max_bucket_number
       ring_size`,
    ),
    ...keys("number", "native_histogram_bucket_factor"),
    ...keys("duration", "collection_interval ingestion_time_range_slack native_histogram_min_reset_duration"),
    ...keys("text", "generate_native_histograms span_name_sanitization trace_id_label_name"),
    ...keys("list", "processors"),
    ...keys("map", "remote_write_headers"),
    ...keys("closed", "processor"),
    forwarder: {
      ...keys("whole", "queue_size workers"),
    },
  },
  read: {
    ...keys("flag", "left_pad_trace_ids metrics_spanonly_fetch unsafe_query_hints"),
    ...keys(
      "whole",
      `max_blocks_per_tag_values_query max_bytes_per_tag_values_query max_condition_groups_per_tag_query`,
    ),
    ...keys("duration", "max_metrics_duration max_search_duration"),
  },
  storage: {
    ...keys("list", "parquet_dedicated_columns"),
  },
};
