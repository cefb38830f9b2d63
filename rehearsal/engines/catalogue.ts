import { labelProxyVersion } from "../../lib/gateway/metrics-label-proxy";
import { images } from "../../lib/images";
import type { Engine } from "./engine";

/** Every program of the rehearsal: which version runs here, which one is deployed, and why they differ where they do. */
export const engines = {
  collector: {
    id: "collector",
    binaries: ["mcp-trace-collector"],
    rehearsed: "0.161.0",
    deployed: "0.161.0",
    override: "KIT_COLLECTOR_BIN",
    source: { kind: "go", module: "collector", packages: ["."] },
    minutes: 4,
  },
  sink: {
    id: "sink",
    binaries: ["external-backend"],
    rehearsed: "0.161.0",
    deployed: "none",
    why: "Stands for the external backend; it writes what it received to a file.",
    override: "KIT_SINK_BIN",
    source: { kind: "go", module: "rehearsal/sink", packages: ["."] },
    minutes: 1,
  },
  bench: {
    id: "bench",
    binaries: ["bench-collector"],
    rehearsed: "0.161.0",
    deployed: "none",
    why: "Only for benchmarks: our processor beside the stock ones, and an exporter that does nothing.",
    override: "KIT_BENCH_BIN",
    source: { kind: "go", module: "bench/collector", packages: ["."], local: ["collector/scrub"] },
    benchmark: true,
    minutes: 3,
  },
  jaeger: {
    id: "jaeger",
    binaries: ["jaeger"],
    rehearsed: "2.13 (module 1.76.0)",
    deployed: images.jaeger.version,
    why: "The Go module proxy has no later Jaeger; signing requests to OpenSearch was mended only in 2.20.",
    override: "KIT_JAEGER_BIN",
    source: {
      kind: "go",
      module: "rehearsal/engines/jaeger",
      packages: ["github.com/jaegertracing/jaeger/cmd/jaeger"],
    },
    minutes: 5,
  },
  prometheus: {
    id: "prometheus",
    binaries: ["prometheus", "promtool"],
    rehearsed: "3.16 (module 0.316.0)",
    deployed: images.prometheus.version.slice(1),
    why: "The same as an agent; a second one stands for Amazon Managed Prometheus: it takes remote writes and evaluates the same rule file.",
    override: "KIT_PROMETHEUS_BIN",
    source: {
      kind: "go",
      module: "rehearsal/engines/prometheus",
      packages: ["github.com/prometheus/prometheus/cmd/prometheus", "github.com/prometheus/prometheus/cmd/promtool"],
      tags: ["remove_all_sd", "enable_dns_sd", "netgo"],
    },
    minutes: 4,
  },
  "label-proxy": {
    id: "label-proxy",
    binaries: ["prom-label-proxy"],
    rehearsed: labelProxyVersion,
    deployed: labelProxyVersion,
    override: "KIT_LABEL_PROXY_BIN",
    source: {
      kind: "go",
      module: "rehearsal/engines/label-proxy",
      packages: ["github.com/prometheus-community/prom-label-proxy"],
    },
    minutes: 1,
  },
  tempo: {
    id: "tempo",
    binaries: ["tempo"],
    rehearsed: "3.0.3",
    deployed: images.tempo.version,
    why: "No package registry carries Tempo, so it runs only where TEMPO_BIN names a binary; Jaeger stands in otherwise.",
    override: "TEMPO_BIN",
    source: { kind: "given" },
    minutes: 0,
  },
  envoy: {
    id: "envoy",
    binaries: ["envoy"],
    rehearsed: "1.40.0",
    deployed: images.envoy.version.slice(1),
    override: "KIT_ENVOY_BIN",
    source: { kind: "wheel", folder: "rehearsal/engines/envoy", binary: "envoy/_bin/envoy" },
    minutes: 1,
  },
} as const satisfies Record<string, Engine>;

export type EngineId = keyof typeof engines;
