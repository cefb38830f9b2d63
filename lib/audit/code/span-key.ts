import { isBelowContentKey, isContentKey } from "../knowledge/content-keys";
import { wordsOf } from "./words";

/** Endings of keys that tell how an argument looks, and not what it is. */
const shape = /^(?:hash|digest|count|len|length|size|bytes|type|keys|present|redacted|truncated)$/;

/** What a key holds by its definition: content itself, one part of it, or nothing known. */
export type KeyKind = "content" | "part" | undefined;

/** Judges a key as it stands in the code: a literal, a template, an f-string, or a sum that begins with a literal. */
export function keyKind(code: string): KeyKind {
  const text = code.replace(/^\[\s*/, "").replaceAll(/(["'`])\s*\+\s*["'`]/g, "");
  const [, beginning, rest] = /^[fF]?["'`]([^"'`${%]*)(.*)$/s.exec(text) ?? [];
  if (beginning === undefined || rest === undefined) return undefined;
  const whole = /^["'`]\]?$/.test(rest);
  if (whole && isContentKey(beginning)) return "content";
  const ending =
    (whole ? beginning : rest)
      .replace(/["'`]\]?$/, "")
      .split(/[.}]/)
      .at(-1) ?? "";
  if (wordsOf(ending).some((word) => shape.test(word))) return undefined;
  return isBelowContentKey(beginning) ? "part" : undefined;
}
