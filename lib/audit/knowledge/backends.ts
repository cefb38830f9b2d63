/** Ports on which trace backends and collectors take or show spans without asking who is there. */
export const backendPorts: Readonly<Record<number, string>> = {
  3200: "Tempo HTTP, which answers queries",
  4317: "OTLP/gRPC, which takes spans",
  4318: "OTLP/HTTP, which takes spans",
  6006: "Phoenix, which shows spans",
  6831: "Jaeger agent, which takes spans",
  9095: "Tempo gRPC, which lets anybody delete traces",
  9411: "Zipkin, which takes and shows spans",
  14250: "Jaeger collector, which takes spans",
  14268: "Jaeger collector, which takes spans",
  16685: "Jaeger query, which shows spans",
  16686: "Jaeger UI, which shows spans",
};

/** Ports that mean a trace backend whatever the image is called; the others are used by much else. */
export const unmistakable: ReadonlySet<number> = new Set([4317, 4318, 14250, 14268, 16685, 16686]);

/** Images that are, or hold, a trace backend or a collector. */
export const backendImage =
  /(?:^|[/.-])(?:jaeger|tempo|zipkin|otel|opentelemetry|signoz|phoenix|alloy|tracetest|openobserve)/i;

/** Hosts that refuse spans without a key: a missing header there loses spans, but opens nothing. */
export const refusingHosts: readonly RegExp[] = [
  /(?:^|\.)honeycomb\.io$/,
  /(?:^|\.)datadoghq\.(?:com|eu)$/,
  /(?:^|\.)grafana\.net$/,
  /(?:^|\.)newrelic\.com$/,
  /(?:^|\.)nr-data\.net$/,
  /(?:^|\.)sentry\.io$/,
  /(?:^|\.)pydantic\.dev$/,
  /(?:^|\.)langfuse\.com$/,
  /(?:^|\.)smith\.langchain\.com$/,
  /(?:^|\.)lightstep\.com$/,
  /(?:^|\.)dynatrace\.com$/,
  /(?:^|\.)traceloop\.com$/,
  /(?:^|\.)signoz\.cloud$/,
  /(?:^|\.)uptrace\.dev$/,
  /(?:^|\.)axiom\.co$/,
  /(?:^|\.)arize\.com$/,
  /(?:^|\.)amazonaws\.com$/,
  /(?:^|\.)googleapis\.com$/,
  /(?:^|\.)azure\.com$/,
];
