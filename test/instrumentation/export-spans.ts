import { readFileSync } from "node:fs";
import { startTracing, type TracingOptions } from "../../lib/instrumentation";

/** What the parent process asks for on standard input, as JSON. */
export interface ExportOrder {
  readonly options: TracingOptions;
  readonly name: string;
  readonly spans: number;
}

/**
 * Emits spans and flushes them, in a process of its own: the exporter loads `http` with a dynamic import, which jest's
 * sandbox refuses. Exit code 0: the receiver took everything; 3: the flush was rejected.
 */
async function main(): Promise<void> {
  const { options, name, spans } = JSON.parse(readFileSync(0, "utf8")) as ExportOrder;
  const tracing = startTracing(options);
  const tracer = tracing.provider.getTracer("test");
  for (let index = 0; index < spans; index += 1) tracer.startSpan(name).end();
  await tracing.flush().catch(() => {
    process.exitCode = 3;
  });
  await tracing.shutdown();
}

void main();
