import type { Attributes, HrTime, Link, SpanContext, SpanKind, SpanStatus, TraceState } from "@opentelemetry/api";
import { TraceState as W3cTraceState } from "@opentelemetry/core";
import { resourceFromAttributes } from "@opentelemetry/resources";
import type { Bag, PlainResource, PlainScope, PlainSpan } from "../scrub/model";
import type { ExportedEvent, ExportedSpan } from "./exported-span";

type Scope = ExportedSpan["instrumentationScope"];

/** Everything of a span that was scrubbed. */
export interface ScrubbedParts {
  readonly resource: PlainResource;
  readonly scope: PlainScope;
  readonly span: PlainSpan;
}

/**
 * A span as exporters read it, with its place in the trace and its times, and scrubbed everything else. A class of its own: a
 * copy of the SDK's span would lose the methods of its prototype, or keep what they can reach.
 */
export class ScrubbedSpan implements ExportedSpan {
  readonly name: string;
  readonly kind: SpanKind;
  readonly parentSpanContext?: SpanContext;
  readonly startTime: HrTime;
  readonly endTime: HrTime;
  readonly duration: HrTime;
  readonly ended: boolean;
  readonly status: SpanStatus;
  readonly attributes: Attributes;
  readonly events: ExportedEvent[];
  readonly links: Link[];
  readonly resource: ExportedSpan["resource"];
  readonly instrumentationScope: Scope;
  readonly droppedAttributesCount: number;
  readonly droppedEventsCount: number;
  readonly droppedLinksCount: number;
  readonly #context: SpanContext;

  constructor(original: ExportedSpan, { resource, scope, span }: ScrubbedParts) {
    this.name = span.name;
    this.kind = original.kind;
    this.parentSpanContext = original.parentSpanContext && {
      ...original.parentSpanContext,
      traceState: stateOf(span.traceState),
    };
    this.startTime = original.startTime;
    this.endTime = original.endTime;
    this.duration = original.duration;
    this.ended = original.ended;
    this.status = { code: original.status.code, ...(span.status && { message: span.status }) };
    this.attributes = attributesOf(span.attributes);
    this.events = original.events.map(({ time, droppedAttributesCount }, index) => ({
      time,
      name: span.events[index]?.name ?? "",
      attributes: attributesOf(span.events[index]?.attributes),
      droppedAttributesCount,
    }));
    this.links = original.links.map(({ context, droppedAttributesCount }, index) => ({
      context: { ...context, traceState: stateOf(span.links[index]?.traceState) },
      attributes: attributesOf(span.links[index]?.attributes),
      droppedAttributesCount,
    }));
    this.resource = resourceFromAttributes(attributesOf(resource.attributes), { schemaUrl: resource.schemaUrl });
    this.instrumentationScope = { name: scope.name, version: scope.version, schemaUrl: scope.schemaUrl };
    this.droppedAttributesCount = original.droppedAttributesCount;
    this.droppedEventsCount = original.droppedEventsCount;
    this.droppedLinksCount = original.droppedLinksCount;
    this.#context = { ...original.spanContext(), traceState: stateOf(span.traceState) };
  }

  spanContext(): SpanContext {
    return this.#context;
  }
}

function stateOf(text = ""): TraceState | undefined {
  return text === "" ? undefined : new W3cTraceState(text);
}

function attributesOf(bag: Bag = []): Attributes {
  return Object.fromEntries(bag) as Attributes;
}
