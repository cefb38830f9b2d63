import { diag } from "@opentelemetry/api";
import type { TracingTlsFiles } from "./tracing-tls";

/** What the standard OTEL_* variables say, read once at set-up. Where they say something, it wins over the code. */
export interface TracingEnvironment {
  /** `OTEL_SDK_DISABLED`, or `OTEL_TRACES_EXPORTER=none`. */
  readonly disabled: boolean;
  /** Full address of the traces, as the exporter reads it. */
  readonly endpoint: string | undefined;
  readonly serviceName: string | undefined;
  readonly tls: TracingTlsFiles;
  readonly headers: boolean;
  readonly timeout: boolean;
  readonly sampler: boolean;
  readonly queueSize: number | undefined;
  readonly batchSize: boolean;
  readonly delay: boolean;
}

type Variables = Readonly<Record<string, string | undefined>>;

function text(variables: Variables, ...names: readonly string[]): string | undefined {
  return names.map((name) => variables[name]?.trim()).find((value) => value !== undefined && value !== "");
}

/** The signal's own variable first, as the specification of OTLP exporters says. */
function exporter(variables: Variables, name: string): string | undefined {
  return text(variables, `OTEL_EXPORTER_OTLP_TRACES_${name}`, `OTEL_EXPORTER_OTLP_${name}`);
}

function endpoint(variables: Variables): string | undefined {
  const own = text(variables, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
  const base = text(variables, "OTEL_EXPORTER_OTLP_ENDPOINT");
  return own ?? (base && `${base.replace(/\/+$/, "")}/v1/traces`);
}

/** Reads the variables, and warns of values that cannot be had. */
export function tracingEnvironment(variables: Variables): TracingEnvironment {
  const protocol = exporter(variables, "PROTOCOL");
  if (protocol !== undefined && protocol !== "http/protobuf") {
    diag.warn(`mcp-trace-kit: OTEL_EXPORTER_OTLP_PROTOCOL is ${protocol}; setup() speaks http/protobuf`);
  }
  const sampler = text(variables, "OTEL_TRACES_SAMPLER");
  if (sampler?.startsWith("parentbased")) {
    diag.warn(
      `mcp-trace-kit: with OTEL_TRACES_SAMPLER=${sampler} a caller can switch recording off; always_on cannot be`,
    );
  }
  const queue = Number(text(variables, "OTEL_BSP_MAX_QUEUE_SIZE") ?? Number.NaN);
  return {
    disabled:
      text(variables, "OTEL_SDK_DISABLED")?.toLowerCase() === "true" ||
      text(variables, "OTEL_TRACES_EXPORTER") === "none",
    endpoint: endpoint(variables),
    serviceName: text(variables, "OTEL_SERVICE_NAME"),
    tls: {
      caFile: exporter(variables, "CERTIFICATE"),
      certFile: exporter(variables, "CLIENT_CERTIFICATE"),
      keyFile: exporter(variables, "CLIENT_KEY"),
    },
    headers: exporter(variables, "HEADERS") !== undefined,
    timeout: exporter(variables, "TIMEOUT") !== undefined,
    sampler: sampler !== undefined,
    queueSize: Number.isSafeInteger(queue) && queue > 0 ? queue : undefined,
    batchSize: text(variables, "OTEL_BSP_MAX_EXPORT_BATCH_SIZE") !== undefined,
    delay: text(variables, "OTEL_BSP_SCHEDULE_DELAY") !== undefined,
  };
}
