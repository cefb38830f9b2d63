import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { defaultResource, resourceFromAttributes } from "@opentelemetry/resources";
import { AlwaysOnSampler, BatchSpanProcessor, NodeTracerProvider } from "@opentelemetry/sdk-trace-node";
import { resource } from "../telemetry/resource";

/** PEM texts for mutual TLS. */
export interface TracingTls {
  /** Authority of the receiver. Default: the system's. */
  readonly ca?: string | Buffer;
  /** Own certificate: the identity the collector sees. */
  readonly cert?: string | Buffer;
  readonly key?: string | Buffer;
}

/** Where spans go and how. */
export interface TracingOptions {
  /** OTLP/HTTP receiver, such as `https://ingest.example.internal:4317`; `/v1/traces` is added unless it is there. */
  readonly endpoint: string;
  /** Name of the service. The collector checks it against the certificate. */
  readonly serviceName: string;
  /** Default: none, for a receiver on loopback. */
  readonly tls?: TracingTls;
  /** Headers of each export, such as a bearer token. Default: none. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Spans held while the receiver is slow; more are dropped. Default: 32,768, about one minute of 500 calls a second. */
  readonly maxQueueSize?: number;
  /** Longest wait before a batch that is not full is sent. Unit: milliseconds. Default: 1,000. */
  readonly maxDelay?: number;
  /** Longest wait for the receiver, retries included. Unit: milliseconds. Default: 10,000. */
  readonly timeout?: number;
  /** Also install provider, propagator and context manager globally. Default: false. */
  readonly register?: boolean;
}

/** A running export of spans. */
export interface Tracing {
  /** For `instrument(server, { tracerProvider })`. */
  readonly provider: NodeTracerProvider;
  /** Sends everything that ended so far. Rejects when the receiver does not take it. */
  flush(): Promise<void>;
  /** Sends the rest and stops. Call it once, before the process ends. */
  shutdown(): Promise<void>;
}

/** Unit: spans. */
const batchSize = 512;

function tracesUrl(endpoint: string): string {
  const url = new URL(endpoint);
  const path = url.pathname.replace(/\/+$/, "");
  url.pathname = path.endsWith("/v1/traces") ? path : `${path}/v1/traces`;
  return url.href;
}

/**
 * Starts exporting spans over OTLP/HTTP with protobuf, in batches.
 *
 * Every call is recorded (`AlwaysOnSampler`): the default sampler lets a caller switch recording off with a flag.
 *
 * @throws TypeError when `endpoint` is not a URL.
 */
export function startTracing(options: TracingOptions): Tracing {
  const { serviceName, tls = {}, headers, maxQueueSize = 32_768, maxDelay = 1000, timeout = 10_000 } = options;
  const exporter = new OTLPTraceExporter({
    url: tracesUrl(options.endpoint),
    headers: headers && { ...headers },
    httpAgentOptions: { keepAlive: true, ...tls },
    timeoutMillis: timeout,
    // A flush sends all batches of the queue at once, and the exporter drops those above its limit.
    concurrencyLimit: Math.ceil(maxQueueSize / batchSize) + 1,
  });
  const processor = new BatchSpanProcessor(exporter, {
    maxQueueSize,
    maxExportBatchSize: Math.min(batchSize, maxQueueSize),
    scheduledDelayMillis: maxDelay,
  });
  const provider = new NodeTracerProvider({
    resource: defaultResource().merge(resourceFromAttributes({ [resource.serviceName.name]: serviceName })),
    sampler: new AlwaysOnSampler(),
    spanProcessors: [processor],
  });
  if (options.register) provider.register();
  return {
    provider,
    flush: async () => {
      await provider.forceFlush();
      // The processor does not wait for a batch that was already on its way.
      await exporter.forceFlush();
    },
    shutdown: () => provider.shutdown(),
  };
}
