import type { SpanContext } from "@opentelemetry/api";
import { parseTraceParent, TraceState } from "@opentelemetry/core";
import type { mission } from "../telemetry/mission";
import { agentDepth } from "./agent-depth";

/** Why something that was carried was not used. */
export type DropReason = (typeof mission.contextDropped.values)[number];

/** What one carrier, `_meta` or the HTTP headers, says. All of it is the caller's word. */
export interface CarriedContext {
  readonly parent: SpanContext | undefined;
  /** Hops since the user's instruction; absent when the caller carried none. */
  readonly depth: number | undefined;
  readonly dropped: DropReason | undefined;
}

/** What a carrier says that carries nothing. */
export const nothing: CarriedContext = { parent: undefined, depth: undefined, dropped: undefined };

/** Longest header that is looked at. Unit: characters; the size of the whole baggage header in W3C Baggage. */
const maxHeader = 8192;

/** Reads headers by name, and notes what had to be dropped. */
class Carrier {
  dropped: DropReason | undefined;
  readonly #read: (name: string) => unknown;

  constructor(read: (name: string) => unknown) {
    this.#read = read;
  }

  header(name: string): string | undefined {
    const value = this.#read(name);
    if (value === undefined || value === null) return undefined;
    if (typeof value === "string" && value.length <= maxHeader) return value;
    this.dropped ??= typeof value === "string" ? "oversized" : "malformed";
    return undefined;
  }
}

/**
 * What W3C's propagator makes of the two headers. Not by the global one, which may be unset or speak another format; nor by one of our own,
 * which would make a context for it, and a span to stand in it, of every call.
 */
function remoteParent(traceparent: string, tracestate: string | undefined): SpanContext | undefined {
  const parent = parseTraceParent(traceparent) ?? undefined;
  if (!parent) return undefined;
  return { ...parent, isRemote: true, ...(tracestate !== undefined && { traceState: new TraceState(tracestate) }) };
}

/**
 * Reads `traceparent`, `tracestate` and `baggage`. What is malformed is dropped, and so is a trace state without a valid parent, as W3C
 * Trace Context demands. Baggage is read for the depth alone and goes no further.
 */
export function carriedContext(read: (name: string) => unknown): CarriedContext {
  const carrier = new Carrier(read);
  const traceparent = carrier.header("traceparent");
  const tracestate = carrier.header("tracestate");
  const baggage = carrier.header("baggage");
  if (traceparent === undefined && baggage === undefined) return { ...nothing, dropped: carrier.dropped };
  const parent = traceparent === undefined ? undefined : remoteParent(traceparent, tracestate);
  if (parent) return { parent, depth: agentDepth({ tracestate, baggage }), dropped: carrier.dropped };
  if (traceparent !== undefined) carrier.dropped ??= "malformed";
  return { parent, depth: agentDepth({ baggage }), dropped: carrier.dropped };
}
