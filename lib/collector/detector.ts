import type { Artifact, Json } from "../artifact";
import type { Cell } from "../inputs";
import { maxRequestMiB } from "../limits";
import { loopback, type Site } from "../site";
import { memoryLimiter, selfMetrics } from "./collector-process";
import { pipeline } from "./pipeline";
import { tracewatch } from "./tracewatch";

const received = "otlp";
const counts = "tracewatch";
const shown = "prometheus";

/** Flushes after which a series that is not told any more is over. Two may be late at a time. */
const untold = 3;

/** The detector of one environment: stripped spans of its collectors in, counts out. The door beside it is the only way in. */
export function detector(cell: Cell, site: Site): Artifact {
  const at = (listener: "detector-otlp" | "detector-metrics" | "detector-health") =>
    `${loopback}:${site.port(listener)}`;
  const content: Json = {
    extensions: { health_check: { endpoint: at("detector-health") } },
    receivers: {
      [received]: {
        protocols: { grpc: { endpoint: at("detector-otlp"), max_recv_msg_size_mib: maxRequestMiB } },
      },
    },
    processors: { memory_limiter: memoryLimiter },
    connectors: { [counts]: tracewatch(cell) },
    exporters: {
      [shown]: {
        endpoint: at("detector-metrics"),
        translation_strategy: "UnderscoreEscapingWithoutSuffixes",
        without_scope_info: true,
        metric_expiration: `${untold * cell.settings.metrics.flushSeconds}s`,
      },
    },
    service: {
      extensions: ["health_check"],
      telemetry: {
        logs: { level: "info", encoding: "json" },
        metrics: { readers: [selfMetrics(site.port("detector-telemetry"))] },
      },
      pipelines: {
        "traces/detect": pipeline([received], ["memory_limiter"], [counts]) as unknown as Json,
        "metrics/detect": pipeline([counts], [], [shown]) as unknown as Json,
      },
    },
  };
  return { path: `${cell.name}/detector.yaml`, content };
}
