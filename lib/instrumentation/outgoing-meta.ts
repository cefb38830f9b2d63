import { context, defaultTextMapSetter, ROOT_CONTEXT, type SpanContext, trace } from "@opentelemetry/api";
import { parseTraceParent, TraceState, W3CTraceContextPropagator } from "@opentelemetry/core";
import { depthContext } from "../telemetry/context";
import { agentDepth, clampDepth } from "./agent-depth";
import { ownDepth } from "./own-depth";

/** The chain a call belongs to. */
export interface OutgoingContext {
  /** Caller's span, or a `traceparent` header. Default: the active span; without one the callee starts a trace of its own. */
  readonly trace?: SpanContext | string;
  /**
   * The depth the *callee* records, 0 to 64 (clamped). Default: one more than the depth in the caller's trace state or, inside a handler,
   * of the call that is handled; when neither is known, no depth is sent.
   */
  readonly depth?: number;
}

const propagator = new W3CTraceContextPropagator();

function callerContext(given: SpanContext | string | undefined): SpanContext | undefined {
  if (given === undefined) return trace.getActiveSpan()?.spanContext();
  return typeof given === "string" ? (parseTraceParent(given) ?? undefined) : given;
}

function calleeDepth(depth: number | undefined, caller: SpanContext | undefined): number | undefined {
  if (depth !== undefined) return Number.isFinite(depth) ? clampDepth(depth) : undefined;
  const carried = agentDepth({ tracestate: caller?.traceState?.serialize() });
  const own = Math.max(carried ?? -1, ownDepth(context.active()) ?? -1);
  return own < 0 ? undefined : clampDepth(own + 1);
}

/** The keys to put into `params._meta`: `traceparent`, `tracestate`, and `baggage` for a depth without a trace. */
export function outgoingMeta(outgoing: OutgoingContext): Partial<Record<string, string>> {
  const caller = callerContext(outgoing.trace);
  const depth = calleeDepth(outgoing.depth, caller);
  const meta: Partial<Record<string, string>> = {};
  if (caller) {
    const given = caller.traceState ?? new TraceState(undefined);
    const traceState = depth === undefined ? given : given.set(depthContext.traceStateKey, String(depth));
    propagator.inject(trace.setSpanContext(ROOT_CONTEXT, { ...caller, traceState }), meta, defaultTextMapSetter);
    if (meta.tracestate === "") delete meta.tracestate;
  }
  // A trace state without a valid parent is void, so the depth travels by itself.
  if (meta.traceparent === undefined && depth !== undefined) meta.baggage = `${depthContext.traceStateKey}=${depth}`;
  return meta;
}
