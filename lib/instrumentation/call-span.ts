import {
  type Attributes,
  type Context,
  type Span,
  SpanKind,
  type SpanStatus,
  type Tracer,
  trace,
} from "@opentelemetry/api";
import { toolSpanPrefix } from "../telemetry/span-shapes";
import { maxText } from "./call-attributes";

import { quietly } from "./quietly";

/** The span of one call. No method throws, whatever the tracer does. */
export interface CallSpan {
  /** Context in which the handler runs, so that spans it starts become children. */
  readonly context: Context;
  set(attributes: Attributes, status?: SpanStatus): void;
  event(name: string, attributes: Attributes): void;
  end(): void;
}

/** Starts the span of a call; a tracer that fails gives a span that records nothing. */
export function startCallSpan(tracer: Tracer, tool: string, attributes: Attributes, parent: Context): CallSpan {
  const name = `${toolSpanPrefix}${tool.slice(0, maxText)}`;
  const span: Span | undefined = quietly("starting a span", () =>
    tracer.startSpan(name, { kind: SpanKind.SERVER, attributes }, parent),
  );
  return {
    context: span ? trace.setSpan(parent, span) : parent,
    set: (more, status) => {
      quietly("writing a span", () => span?.setAttributes(more));
      if (status) quietly("writing a span", () => span?.setStatus(status));
    },
    event: (event, more) => {
      quietly("writing an event", () => span?.addEvent(event, more));
    },
    end: () => {
      quietly("ending a span", () => span?.end());
    },
  };
}
