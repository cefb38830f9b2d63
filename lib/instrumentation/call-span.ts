import {
  type Attributes,
  type Context,
  type Link,
  type Span,
  SpanKind,
  type SpanStatus,
  type Tracer,
  trace,
} from "@opentelemetry/api";
import { quietly } from "./quietly";

/** The span of one call. No method throws, whatever the tracer does; after the end nothing is written any more. */
export interface CallSpan {
  /** Context in which the handler runs, so that spans it starts become children. */
  readonly context: Context;
  set(attributes: Attributes, status?: SpanStatus): void;
  event(name: string, attributes: Attributes): void;
  end(): void;
}

/** What a span starts with. */
export interface SpanStart {
  readonly name: string;
  readonly attributes: Attributes;
  readonly links: readonly Link[];
  readonly parent: Context;
}

/** Starts the span of a call; a tracer that fails gives a span that records nothing. */
export function startCallSpan(tracer: Tracer, { name, attributes, links, parent }: SpanStart): CallSpan {
  const span: Span | undefined = quietly("starting a span", () =>
    tracer.startSpan(name, { kind: SpanKind.SERVER, attributes, links: [...links] }, parent),
  );
  let ended = false;
  return {
    context: span ? trace.setSpan(parent, span) : parent,
    set: (more, status) => {
      if (ended) return;
      quietly("writing a span", () => span?.setAttributes(more));
      if (status) quietly("writing a span", () => span?.setStatus(status));
    },
    event: (event, more) => {
      if (!ended) quietly("writing an event", () => span?.addEvent(event, more));
    },
    end: () => {
      if (ended) return;
      ended = true;
      quietly("ending a span", () => span?.end());
    },
  };
}
