import { keys, type TempoKeys } from "./tempo-key-types";

/**
 * Listeners, process and membership. From `app.Config` of Tempo v3.0.3, `server.Config` and `memberlist.KVConfig` of
 * its dskit.
 */
export const tempoServerKeys: TempoKeys = {
  memberlist: {
    ...keys(
      "flag",
      `abort_if_cluster_fast_join_fails abort_if_cluster_join_fails cluster_label_verification_disabled
       compression_enabled randomize_node_name tls_enabled tls_insecure_skip_verify`,
    ),
    ...keys(
      "whole",
      `abort_if_cluster_fast_join_fails_min_nodes advertise_port bind_port gossip_nodes max_concurrent_writes
       max_join_retries message_history_buffer_bytes received_messages_queue_size retransmit_factor
       watch_prefix_buffer_size`,
    ),
    ...keys(
      "duration",
      `acquire_writer_timeout broadcast_timeout_for_local_updates_on_shutdown dead_node_reclaim_time
       gossip_interval gossip_to_dead_nodes_time leave_timeout left_ingesters_timeout max_join_backoff
       min_join_backoff notify_interval obsolete_entries_timeout packet_dial_timeout packet_write_timeout
       pull_push_interval rejoin_interval stream_timeout`,
    ),
    ...keys(
      "text",
      `advertise_addr cluster_label node_name tls_ca_path tls_cert_path tls_cipher_suites tls_key_path
       tls_min_version tls_server_name`,
    ),
    ...keys("list", "bind_addr join_members rejoin_seed_nodes"),
    propagation_delay_tracker: {
      ...keys("flag", "enabled"),
      ...keys("duration", "beacon_interval beacon_lifetime log_beacons_latency_longer_than"),
    },
    zone_aware_routing: {
      ...keys("flag", "enabled"),
      ...keys("text", "instance_availability_zone role"),
    },
  },
  memory: {
    ...keys("flag", "automemlimit_enabled"),
    ...keys("number", "automemlimit_ratio"),
  },
  server: {
    ...keys(
      "flag",
      `create_new_traces grpc_collect_max_streams_by_conn grpc_server_ping_without_stream_allowed
       grpc_server_recv_buffer_pools_enabled grpc_server_stats_tracking_enabled
       http_log_closed_connections_without_response_enabled log_request_at_info_level_enabled log_request_headers
       log_source_ips_enabled log_source_ips_full proxy_protocol_enabled register_instrumentation
       report_grpc_codes_in_instrumentation_label_enabled trace_request_headers`,
    ),
    ...keys(
      "whole",
      `grpc_listen_conn_limit grpc_listen_port grpc_server_max_concurrent_streams grpc_server_max_recv_msg_size
       grpc_server_max_send_msg_size grpc_server_num_workers grpc_server_read_buffer_size
       grpc_server_write_buffer_size http_listen_conn_limit http_listen_port`,
    ),
    ...keys(
      "duration",
      `graceful_shutdown_timeout grpc_server_keepalive_time grpc_server_keepalive_timeout
       grpc_server_max_connection_age grpc_server_max_connection_age_grace grpc_server_max_connection_idle
       grpc_server_min_time_between_pings http_server_idle_timeout http_server_read_header_timeout
       http_server_read_timeout http_server_write_timeout`,
    ),
    ...keys(
      "text",
      `grpc_listen_address grpc_listen_network http_listen_address http_listen_network http_path_prefix log_format
       log_level log_request_exclude_headers_list log_source_ips_header log_source_ips_regex tls_cipher_suites
       tls_min_version trace_request_exclude_headers_list`,
    ),
    ...keys("closed", "cluster_validation grpc_tls_config http_tls_config"),
  },
  usage_report: {
    ...keys("flag", "reporting_enabled"),
    backoff: {
      ...keys("whole", "max_retries"),
      ...keys("duration", "max_period min_period"),
    },
  },
};
