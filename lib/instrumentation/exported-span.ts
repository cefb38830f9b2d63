import type { Attributes, HrTime, Link, SpanContext, SpanKind, SpanStatus } from "@opentelemetry/api";

/** What is known of the process. */
export interface ExportedResource {
  readonly attributes: Attributes;
  readonly asyncAttributesPending?: boolean;
  readonly schemaUrl?: string;
}

/** Something that happened within a span. */
export interface ExportedEvent {
  readonly time: HrTime;
  readonly name: string;
  readonly attributes?: Attributes;
  readonly droppedAttributesCount?: number;
}

/** A span that ended, by shape, as the SDKs 2.x and 3.x hand it to processors and exporters. */
export interface ExportedSpan {
  readonly name: string;
  readonly kind: SpanKind;
  spanContext(): SpanContext;
  readonly parentSpanContext?: SpanContext;
  readonly startTime: HrTime;
  readonly endTime: HrTime;
  readonly status: SpanStatus;
  readonly attributes: Attributes;
  readonly links: Link[];
  readonly events: ExportedEvent[];
  readonly duration: HrTime;
  readonly ended: boolean;
  readonly resource: ExportedResource;
  readonly instrumentationScope: { readonly name: string; readonly version?: string; readonly schemaUrl?: string };
  readonly droppedAttributesCount: number;
  readonly droppedEventsCount: number;
  readonly droppedLinksCount: number;
}

/** A processor of either SDK. What it is given is the SDK's own span, so its parameter is left to the SDK. */
export interface SpanSink {
  onStart(...started: never[]): void;
  onEnd(...ended: never[]): void;
  forceFlush(): Promise<void>;
  shutdown(): Promise<void>;
}
