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

/** What a span starts with. */
export interface SpanStart {
  readonly name: string;
  readonly attributes: Attributes;
  readonly links: readonly Link[];
  readonly parent: Context;
}

/** The span of one call. No method throws, whatever the tracer does; after the end nothing is written any more. */
export class CallSpan {
  /** Context in which the handler runs, so that spans it starts become children. */
  readonly context: Context;
  readonly #span: Span | undefined;
  #ended = false;

  /** Starts it; a tracer that fails gives a span that records nothing. */
  constructor(tracer: Tracer, { name, attributes, links, parent }: SpanStart) {
    this.#span = quietly("starting a span", () =>
      tracer.startSpan(
        name,
        { kind: SpanKind.SERVER, attributes, ...(links.length > 0 && { links: [...links] }) },
        parent,
      ),
    );
    this.context = this.#span ? trace.setSpan(parent, this.#span) : parent;
  }

  set(attributes: Attributes, status?: SpanStatus): void {
    if (this.#ended) return;
    quietly("writing a span", () => this.#span?.setAttributes(attributes));
    if (status) quietly("writing a span", () => this.#span?.setStatus(status));
  }

  event(name: string, attributes: Attributes): void {
    if (!this.#ended) quietly("writing an event", () => this.#span?.addEvent(name, attributes));
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    quietly("ending a span", () => this.#span?.end());
  }
}
