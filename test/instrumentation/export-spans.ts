import { readFileSync } from "node:fs";
import { type SetupOptions, setup } from "../../lib/instrumentation";

/** What the parent process asks for on standard input, as JSON. */
export interface ExportOrder {
  readonly options: SetupOptions;
  readonly name: string;
  readonly spans: number;
  /** `flush`: send and end. `idle`: just run out of work. `term`: wait to be told to end. Default: `flush`. */
  readonly ending?: "flush" | "idle" | "term";
}

/**
 * Emits spans and sends them, in a process of its own: the exporter loads `http` with a dynamic import, which jest's
 * sandbox refuses. Exit code 0: the receiver took everything; 3: the flush was rejected.
 */
async function main(): Promise<void> {
  const { options, name, spans, ending = "flush" } = JSON.parse(readFileSync(0, "utf8")) as ExportOrder;
  const tracing = setup(options);
  const tracer = tracing.provider.getTracer("test");
  for (let index = 0; index < spans; index += 1) tracer.startSpan(name).end();
  if (ending === "term") {
    setInterval(() => undefined, 1000);
    process.kill(process.pid, "SIGTERM");
  }
  if (ending !== "flush") return;
  await tracing.flush().catch(() => {
    process.exitCode = 3;
  });
  await tracing.shutdown();
}

void main();
