import { AlwaysOnSampler, NodeTracerProvider, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-node";
import { ScrubSpanProcessor, scrubPolicy } from "mcp-trace-kit/instrumentation";
import { fileExporter } from "./span-file.js";

/** OpenTelemetry SDK 2.x, writing spans to a file; and scrubbed ones to another. */
export function startRecording(file: string): void {
  const plain = new SimpleSpanProcessor(fileExporter(file));
  const outside = new SimpleSpanProcessor(fileExporter(`${file}.scrubbed`));
  const scrubbed = new ScrubSpanProcessor(outside, scrubPolicy({ mode: "allow-list" }));
  new NodeTracerProvider({ sampler: new AlwaysOnSampler(), spanProcessors: [plain, scrubbed] }).register();
}
