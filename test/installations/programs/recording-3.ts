import { context, propagation, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import { AlwaysOnSampler, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { ScrubSpanProcessor, scrubPolicy } from "mcp-trace-kit/instrumentation";
import { fileExporter } from "./span-file.js";

/** OpenTelemetry SDK 3.x, writing spans to a file; and scrubbed ones to another. */
export function startRecording(file: string): void {
  const plain = new SimpleSpanProcessor({ exporter: fileExporter(file) });
  const outside = new SimpleSpanProcessor({ exporter: fileExporter(`${file}.scrubbed`) });
  const scrubbed = new ScrubSpanProcessor(outside, scrubPolicy({ mode: "allow-list" }));
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(
    new TracerProvider({ sampler: new AlwaysOnSampler(), spanProcessors: [plain, scrubbed] }),
  );
}
