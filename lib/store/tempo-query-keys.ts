import { keys, type TempoKeys } from "./tempo-key-types";

/** The way of a query. From `frontend.Config` and `querier.Config` of Tempo v3.0.3. */
export const tempoQueryKeys: TempoKeys = {
  querier: {
    ...keys("flag", "query_relevant_ingesters shuffle_sharding_ingesters_enabled"),
    ...keys("whole", "max_concurrent_queries"),
    ...keys("duration", "extra_query_delay shuffle_sharding_ingesters_lookback_period"),
    ...keys("text", "secondary_ingester_ring"),
    frontend_worker: {
      ...keys("flag", "match_max_concurrent"),
      ...keys("whole", "parallelism"),
      ...keys("duration", "dns_lookup_duration"),
      ...keys("text", "frontend_address id"),
      grpc_client_config: {
        ...keys("flag", "backoff_on_ratelimits tls_enabled tls_insecure_skip_verify"),
        ...keys(
          "whole",
          `initial_connection_window_size initial_stream_window_size max_recv_msg_size max_send_msg_size
           rate_limit_burst`,
        ),
        ...keys("number", "rate_limit"),
        ...keys("duration", "connect_backoff_base_delay connect_backoff_max_delay connect_timeout"),
        ...keys(
          "text",
          `grpc_compression tls_ca_path tls_cert_path tls_cipher_suites tls_key_path tls_min_version
           tls_server_name`,
        ),
        ...keys("closed", "cluster_validation"),
        backoff_config: {
          ...keys("whole", "max_retries"),
          ...keys("duration", "max_period min_period"),
        },
      },
    },
    metrics: {
      ...keys("whole", "concurrent_blocks"),
      ...keys("number", "time_overlap_cutoff"),
    },
    partition_ring: {
      ...keys("flag", "minimize_requests"),
      ...keys("duration", "hedging_delay"),
      ...keys("text", "preferred_zone"),
    },
    search: {
      ...keys("duration", "query_timeout"),
    },
    trace_by_id: {
      ...keys("duration", "query_timeout"),
      ...keys("closed", "external"),
    },
  },
  query_frontend: {
    ...keys("flag", "multi_tenant_queries_enabled"),
    ...keys(
      "whole",
      `max_batch_size max_grpc_streaming_packet_size max_outstanding_per_tenant max_query_expression_size_bytes
       max_retries response_consumers`,
    ),
    ...keys("duration", "api_timeout query_end_cutoff"),
    ...keys("text", "rf1_after"),
    ...keys("list", "allowed_headers log_query_request_headers skip_ast_transformations url_deny_list"),
    ...keys("closed", "weights"),
    mcp_server: {
      ...keys("flag", "enabled"),
    },
    metrics: {
      ...keys(
        "whole",
        `concurrent_jobs max_exemplars max_intervals max_response_series streaming_shards target_bytes_per_job`,
      ),
      ...keys("number", "throughput_bytes_slo"),
      ...keys("duration", "duration_slo interval max_duration query_backend_after"),
    },
    search: {
      ...keys(
        "whole",
        `concurrent_jobs default_result_limit default_spans_per_span_set ingester_shards max_result_limit
         max_spans_per_span_set most_recent_shards target_bytes_per_job`,
      ),
      ...keys("number", "throughput_bytes_slo"),
      ...keys("duration", "duration_slo max_duration query_backend_after timeout"),
      metadata_slo: {
        ...keys("number", "throughput_bytes_slo"),
        ...keys("duration", "duration_slo"),
      },
    },
    trace_by_id: {
      ...keys("flag", "external_enabled"),
      ...keys("whole", "concurrent_shards query_shards"),
      ...keys("number", "throughput_bytes_slo"),
      ...keys("duration", "duration_slo"),
    },
  },
};
