import { canonicalText } from "./canonical-text";
import { bounds } from "./definitions";

/** How a call ended, as far as it matters for telling two ends apart. */
export interface Answer {
  readonly error: boolean;
  /** All texts of an answer, or the message of an error. It is hashed and then forgotten. */
  readonly text: string;
}

function field(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}

function plainText(item: unknown): string | undefined {
  const text = field(item, "type") === "text" ? field(item, "text") : undefined;
  return typeof text === "string" ? text : undefined;
}

/** Texts as they are; what is no text as far as there is room for all of it together. */
function textOf(items: readonly unknown[]): string {
  const only = items.length === 1 ? plainText(items[0]) : undefined;
  if (only !== undefined) return only;
  let room: number = bounds.hashed;
  const texts = items.slice(0, bounds.members).map((item) => {
    const text = plainText(item);
    if (text !== undefined) return text;
    const canonical = canonicalText(item, room);
    room -= canonical.length;
    return canonical;
  });
  return texts.join("\n");
}

/** What a tool returned. Its `_meta` is left out: ids of requests stand there, and no answer would ever be the same. */
export function answerOf(result: unknown): Answer {
  const content = field(result, "content");
  const items = Array.isArray(content) ? (content as readonly unknown[]) : [];
  const structured = field(result, "structuredContent");
  const text = items.length > 0 || structured === undefined ? textOf(items) : canonicalText(structured);
  return { error: field(result, "isError") === true, text };
}

/** What a tool threw. */
export function answerOfThrown(thrown: unknown): Answer {
  const message = typeof thrown === "string" ? thrown : field(thrown, "message");
  return { error: true, text: typeof message === "string" ? message : typeof thrown };
}
