import { type Context, isSpanContextValid, type Link, type SpanContext, trace } from "@opentelemetry/api";
import { TraceState } from "@opentelemetry/core";
import { depthContext } from "../telemetry/context";
import { clampDepth } from "./agent-depth";
import { carriedContext, type DropReason, nothing } from "./carried-context";
import { field } from "./field";
import { ownDepth, withOwnDepth } from "./own-depth";

/** Where a request may carry its context. */
export interface Carriers {
  /** `params._meta`. */
  readonly meta: unknown;
  /** A header of the HTTP request, by its name in small letters. */
  readonly header?: (name: string) => string | undefined;
}

/** What a request says about the chain it belongs to. */
export interface IncomingContext {
  /** Parent for the span: the caller's context, or the one that is active where there was no usable one. */
  readonly context: Context;
  /** Trace that the caller sent, whether or not it is continued. */
  readonly traceId: string | undefined;
  /** Contexts that came beside the parent, or that a restarted trace leaves behind. */
  readonly links: readonly Link[];
  /** Hops since the user's instruction: the larger of what was carried and what the tree of spans shows. Absent when neither says. */
  readonly depth: number | undefined;
  readonly dropped: DropReason | undefined;
}

function larger(one: number | undefined, other: number | undefined): number | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return Math.max(one, other);
}

/** Whatever key the depth came under, a call made from inside finds it under the legal key. */
function withDepth(parent: SpanContext, depth: number | undefined): SpanContext {
  if (depth === undefined) return parent;
  const traceState = (parent.traceState ?? new TraceState()).set(depthContext.traceStateKey, String(depth));
  return { ...parent, traceState };
}

const noLinks: readonly Link[] = [];

function linksTo(parent: SpanContext | undefined, others: readonly (SpanContext | undefined)[]): readonly Link[] {
  const seen = new Set(parent ? [parent.traceId + parent.spanId] : []);
  return others.flatMap((context) => {
    if (!context || seen.has(context.traceId + context.spanId)) return [];
    seen.add(context.traceId + context.spanId);
    return [{ context }];
  });
}

/**
 * Finds the parent of a request: `params._meta` first, then the span that is active (an HTTP instrumentation has read the headers then),
 * then the HTTP headers. What is not the parent is linked. With `restart` nothing of the caller's is: the span begins a trace of its own,
 * linked to all of them, and of the trace state only the depth goes on, since forgetting it would hide a chain.
 */
export function incomingContext(carriers: Carriers, base: Context, restart = false): IncomingContext {
  const meta = carriedContext((name) => field(carriers.meta, name));
  const http = carriers.header ? carriedContext(carriers.header) : nothing;
  const active = trace.getSpanContext(base);
  const ambient = active && isSpanContextValid(active) ? active : undefined;
  const enclosing = ownDepth(base);
  const carried = larger(meta.depth, http.depth);
  const depth = larger(carried, enclosing === undefined ? undefined : clampDepth(enclosing + 1));
  const sent = meta.parent ?? http.parent;
  const known = {
    traceId: sent?.traceId,
    depth,
    dropped: meta.dropped ?? http.dropped,
  };
  const inside = (context: Context) => withOwnDepth(context, depth ?? 0);
  const links = (to: SpanContext | undefined) =>
    to === meta.parent && !ambient && !http.parent ? noLinks : linksTo(to, [meta.parent, ambient, http.parent]);
  if (restart) return { ...known, context: inside(trace.deleteSpan(base)), links: links(undefined) };
  const parent = meta.parent ?? (ambient ? undefined : http.parent);
  const context = parent ? trace.setSpanContext(base, withDepth(parent, depth)) : base;
  return { ...known, context: inside(context), links: links(parent ?? ambient) };
}
