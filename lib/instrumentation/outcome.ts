import type { Attributes, SpanStatusCode } from "@opentelemetry/api";

/** How a call ended, in words that hold no content: never a message, an argument or an answer. */
export interface Outcome {
  readonly status: SpanStatusCode.OK | SpanStatusCode.ERROR;
  readonly attributes: Attributes;
}
