import type { Played, SdkInstallation } from "./play";
import type { SpanLine } from "./programs/span-file";

/** A span without what differs from run to run. */
export interface RecordedSpan {
  readonly name: string;
  readonly kind: string;
  readonly status: string;
  /** Whose trace it is in: the one in `_meta`, the one in the HTTP headers, or one that it began. */
  readonly trace: "_meta" | "headers" | "own";
  readonly links: number;
  readonly traceState?: string;
  readonly events: readonly string[];
  readonly attributes: Readonly<Record<string, unknown>>;
}

export type Recorded = Readonly<Record<string, readonly RecordedSpan[]>>;

/** Which generation of the SDK an installation has. */
export type Sdk = "sdk1" | "sdk2";

export function sdkOf(name: SdkInstallation): Sdk {
  return name.startsWith("sdk1") ? "sdk1" : "sdk2";
}

const traces: Readonly<Record<string, RecordedSpan["trace"]>> = {
  "4bf92f3577b34da6a3ce929d0e0e4736": "_meta",
  [`${"c".repeat(32)}`]: "headers",
};
const kinds = ["INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER"];
const statuses = ["UNSET", "OK", "ERROR"];
const requestId = "jsonrpc.request.id";

function recordedSpan({ name, kind, status, traceId, links, traceState, events, attributes }: SpanLine): RecordedSpan {
  const sorted = Object.entries(attributes).sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    name,
    kind: kinds[kind] ?? String(kind),
    status: [statuses[status.code], status.message].filter(Boolean).join(": "),
    trace: traces[traceId] ?? "own",
    links: links.length,
    ...(traceState && { traceState }),
    events,
    attributes: Object.fromEntries(sorted.map(([key, value]) => [key, key === requestId ? "…" : value])),
  };
}

/** What was played, without what differs from run to run. */
export function recorded({ cases }: Played): Recorded {
  return Object.fromEntries(Object.entries(cases).map(([name, spans]) => [name, spans.map(recordedSpan)]));
}
