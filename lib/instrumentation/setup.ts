import type { TracerProvider } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import { AlwaysOnSampler, BatchSpanProcessor, NodeTracerProvider } from "@opentelemetry/sdk-trace-node";
import { resource } from "../telemetry/resource";
import { Certificates } from "./certificates";
import { allowContent } from "./content-providers";
import { flushOnExit } from "./flush-on-exit";
import { receiver } from "./receiver";
import { type TracingEnvironment, tracingEnvironment } from "./tracing-environment";
import type { TracingTls, TracingTlsFiles } from "./tracing-tls";

/** Where spans go and how. The standard OTEL_* variables win over all of it. */
export interface SetupOptions {
  /** OTLP/HTTP receiver, such as `https://ingest.example.internal:4317`; `/v1/traces` is added unless it is there. */
  readonly endpoint?: string;
  /** Name of the service. The collector checks it against the certificate. */
  readonly serviceName?: string;
  /** What else is known of the process, such as `service.version`. Default: what OpenTelemetry says of itself. */
  readonly resourceAttributes?: Readonly<Record<string, string>>;
  /** Mutual TLS, as texts or as files; files are read again when they are renewed. Default: none, for a receiver on loopback. */
  readonly tls?: TracingTls & TracingTlsFiles;
  /** Headers of each export, such as a bearer token. Default: none. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Spans held while the receiver is slow; more are dropped. Default: 32,768, about one minute of 500 calls a second. */
  readonly maxQueueSize?: number;
  /** Longest wait before a batch that is not full is sent. Unit: milliseconds. Default: 1,000. */
  readonly maxDelay?: number;
  /** Longest wait for the receiver, retries included. Unit: milliseconds. Default: 10,000. */
  readonly timeout?: number;
  /** Install provider, propagator and context manager globally, and send the rest when the process ends. Default: true. */
  readonly register?: boolean;
}

/** A running export of spans. */
export interface Tracing {
  /** For `instrument(server, { tracerProvider })`, where `register` is false. */
  readonly provider: TracerProvider;
  /** Sends everything that ended so far. Rejects when the receiver does not take it. */
  flush(): Promise<void>;
  /** Sends the rest and stops. A second call waits for the first. */
  shutdown(): Promise<void>;
}

/** Unit: spans. */
const batchSize = 512;

function exporterOf(
  options: SetupOptions,
  environment: TracingEnvironment,
  url: URL,
  certificates: Certificates | undefined,
) {
  const { headers, timeout = 10_000, maxQueueSize = 32_768 } = options;
  return new OTLPTraceExporter({
    url: url.href,
    headers: environment.headers ? undefined : headers && { ...headers },
    httpAgentOptions: certificates ? () => certificates.agent : { keepAlive: true },
    timeoutMillis: environment.timeout ? undefined : timeout,
    // A flush sends all batches of the queue at once, and the exporter drops those above its limit.
    concurrencyLimit: Math.ceil((environment.queueSize ?? maxQueueSize) / batchSize) + 1,
  });
}

function processorOf(options: SetupOptions, environment: TracingEnvironment, exporter: OTLPTraceExporter) {
  const { maxQueueSize = 32_768, maxDelay = 1000 } = options;
  const queue = environment.queueSize ?? maxQueueSize;
  return new BatchSpanProcessor(exporter, {
    maxQueueSize: queue,
    maxExportBatchSize: environment.batchSize ? undefined : Math.min(batchSize, queue),
    scheduledDelayMillis: environment.delay ? undefined : maxDelay,
  });
}

function resourceOf(serviceName: string, more: SetupOptions["resourceAttributes"]) {
  const own = resourceFromAttributes({ ...more, [resource.serviceName.name]: serviceName });
  return defaultResource()
    .merge(own)
    .merge(detectResources({ detectors: [envDetector] }));
}

/** A provider that sends nothing, because the environment says so. */
function silent(): Tracing {
  const provider = new NodeTracerProvider();
  return { provider, flush: () => Promise.resolve(), shutdown: () => provider.shutdown() };
}

/**
 * Starts exporting spans over OTLP/HTTP with protobuf, in batches, for processes that have no OpenTelemetry yet.
 *
 * Every call is recorded (`AlwaysOnSampler`): the default sampler lets a caller switch recording off with a flag.
 *
 * @throws TypeError that lists everything that is wrong with the options; the file system's error for a certificate that cannot be read.
 */
export function setup(options: SetupOptions = {}): Tracing {
  const environment = tracingEnvironment(process.env);
  if (environment.disabled) return silent();
  const { url, serviceName, tls, own } = receiver(options, environment);
  const certificates = url.protocol === "https:" ? new Certificates(tls, { keepAlive: true }) : undefined;
  const exporter = exporterOf(options, environment, url, certificates);
  const provider = new NodeTracerProvider({
    resource: resourceOf(serviceName, options.resourceAttributes),
    ...(!environment.sampler && { sampler: new AlwaysOnSampler() }),
    spanProcessors: [processorOf(options, environment, exporter)],
  });
  if (own) allowContent(provider);
  let stopped: Promise<void> | undefined;
  let stopListening: (() => void) | undefined;
  const shutdown = () => {
    stopListening?.();
    stopped ??= provider.shutdown().finally(() => certificates?.stop());
    return stopped;
  };
  if (options.register ?? true) {
    provider.register();
    stopListening = flushOnExit(shutdown);
  }
  return {
    provider,
    flush: async () => {
      await provider.forceFlush();
      // The processor does not wait for a batch that was already on its way.
      await exporter.forceFlush();
    },
    shutdown,
  };
}
