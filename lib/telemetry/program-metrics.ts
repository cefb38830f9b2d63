/** What programs of others say of themselves, under their own names, as scraping shows them. */
export const programMetrics = {
  /** Of the collector, whose telemetry adds no suffix. By `receiver`. */
  receivedSpans: "otelcol_receiver_accepted_spans",
  refusedSpans: "otelcol_receiver_refused_spans",
  /** By `exporter`, which ends in the tenant or the target. */
  sentSpans: "otelcol_exporter_sent_spans",
  sendFailedSpans: "otelcol_exporter_send_failed_spans",
  enqueueFailedSpans: "otelcol_exporter_enqueue_failed_spans",
  queueSize: "otelcol_exporter_queue_size",
  queueCapacity: "otelcol_exporter_queue_capacity",
  collectorUptime: "otelcol_process_uptime",
  collectorMemory: "otelcol_process_memory_rss",
  /** Of the gateways. By `envoy_http_conn_manager_prefix`, which is the listener, and `envoy_response_code_class`. */
  gatewayAnswers: "envoy_http_downstream_rq_xx",
  gatewayRefusals: "envoy_http_rbac_denied",
  gatewayTokenRefusals: "envoy_http_jwt_authn_denied",
  /** Of Grafana. By `datasource` and `code`. */
  dataSourceRequests: "grafana_datasource_request_total",
  /** Of the metrics workspace: rules that it evaluates itself, by `alertname` and `alertstate`. */
  workspaceAlerts: "ALERTS",
} as const;
