import { appendFileSync, readFileSync } from "node:fs";

/** A span as far as the tests look at it. */
export interface SpanLine {
  readonly name: string;
  readonly kind: number;
  readonly status: { readonly code: number; readonly message?: string };
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly traceState?: string;
  readonly links: readonly string[];
  readonly events: readonly string[];
}

/** The spans of either SDK that an exporter sees, as far as they are written down. */
interface Exported {
  readonly name: string;
  readonly kind: number;
  readonly status: { readonly code: number; readonly message?: string };
  readonly attributes: object;
  spanContext(): { readonly traceId: string; readonly spanId: string; readonly traceState?: { serialize(): string } };
  readonly parentSpanContext?: { readonly spanId: string };
  readonly links: readonly { readonly context: { readonly traceId: string } }[];
  readonly events: readonly { readonly name: string }[];
}

/** An exporter of either SDK that adds a line to a file for each span, whichever process it is in. */
export function fileExporter(file: string) {
  return {
    export(spans: readonly Exported[], done: (result: { code: number }) => void): void {
      for (const span of spans) {
        const { traceId, spanId, traceState } = span.spanContext();
        const { name, kind, status, attributes } = span;
        const line = {
          ...{ name, kind, status, attributes, traceId, spanId },
          parentSpanId: span.parentSpanContext?.spanId,
          traceState: traceState?.serialize(),
          links: span.links.map((link) => link.context.traceId),
          events: span.events.map((event) => event.name),
        };
        appendFileSync(file, `${JSON.stringify(line)}\n`);
      }
      done({ code: 0 });
    },
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };
}

/** All spans that were written so far. */
export function readSpans(file: string): readonly SpanLine[] {
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as SpanLine);
}
