import { type Context, defaultTextMapGetter, trace } from "@opentelemetry/api";
import { TraceState, W3CTraceContextPropagator } from "@opentelemetry/core";
import { depthContext } from "../telemetry/context";
import { agentDepth } from "./agent-depth";

/** What a request says about the chain it belongs to. All of it is the caller's word. */
export interface IncomingContext {
  /** Parent for the span: the caller's context, or `base` when there was no usable one. */
  readonly context: Context;
  /** Hops since the user's instruction; absent when the caller carried none. */
  readonly depth: number | undefined;
}

/** Longest header that is looked at. Unit: characters; the size of the whole baggage header in W3C Baggage. */
const maxHeader = 8192;

/** An instance of our own: the global propagator may be unset, or speak another format. */
const propagator = new W3CTraceContextPropagator();

function header(meta: unknown, key: string): string | undefined {
  if (typeof meta !== "object" || meta === null) return undefined;
  const value: unknown = Reflect.get(meta, key);
  return typeof value === "string" && value.length <= maxHeader ? value : undefined;
}

/**
 * Reads `traceparent`, `tracestate` and `baggage` from `params._meta`. What is malformed is ignored, and so is a trace
 * state without a valid parent, as W3C Trace Context demands. Baggage is read for the depth alone and goes no further.
 */
export function incomingContext(meta: unknown, base: Context): IncomingContext {
  const baggage = header(meta, "baggage");
  const tracestate = header(meta, "tracestate");
  const carrier = { traceparent: header(meta, "traceparent"), tracestate };
  const extracted = propagator.extract(base, carrier, defaultTextMapGetter);
  const parent = extracted === base ? undefined : trace.getSpanContext(extracted);
  if (!parent) return { context: base, depth: agentDepth({ baggage }) };

  const depth = agentDepth({ tracestate, baggage });
  if (depth === undefined) return { context: extracted, depth };
  // Whatever key the depth came under, a call made from inside this one finds it under the legal key.
  const traceState = (parent.traceState ?? new TraceState()).set(depthContext.traceStateKey, String(depth));
  return { context: trace.setSpanContext(extracted, { ...parent, traceState }), depth };
}
