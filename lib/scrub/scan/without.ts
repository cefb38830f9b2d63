import { redacted } from "../redacted";

/** Shortest and longest value whose other copies are looked for: shorter ones stand in innocent words. Unit: bytes. */
export const copyBounds = { shortest: 8, longest: 1_024 } as const;

/**
 * A text without any of the values, wherever they stand. Every place is marked before one is replaced, so that the order
 * of the values says nothing: one that begins another, or overlaps it, leaves no rest of it.
 */
export function without(text: string, values: readonly string[]): string {
  let marks: Uint8Array | undefined;
  for (const value of values) {
    for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length)) {
      marks ??= new Uint8Array(text.length);
      marks.fill(1, at, at + value.length);
    }
  }
  return marks ? unmarked(text, marks) : text;
}

function unmarked(text: string, marks: Uint8Array): string {
  const pieces: string[] = [];
  let from = 0;
  for (let start = marks.indexOf(1); start >= 0; start = marks.indexOf(1, from)) {
    const end = marks.indexOf(0, start);
    pieces.push(text.slice(from, start), redacted);
    from = end < 0 ? text.length : end;
  }
  pieces.push(text.slice(from));
  return pieces.join("");
}
