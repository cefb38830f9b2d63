import type { TokenRule } from "../rules/token-rule";
import { ascii, isAlphanumeric, isDigit, isUpper, isWide, isWord } from "./characters";
import type { Reader } from "./reader";
import type { Span } from "./span";

const bodies = { word: isWord, wide: isWide, upper: (code: number) => isUpper(code) || isDigit(code) } as const;

/** A token whose prefix stands at `start`: it begins a word and is as long as its rule asks. */
export function token(text: Reader, start: number, prefix: string, rule: TokenRule): Span | undefined {
  // The automaton knows no upper and lower case.
  if (!text.startsWith(prefix, start) || isAlphanumeric(text.at(start - 1))) return undefined;
  const from = start + prefix.length;
  const end = trimmed(text, from, text.runEnd(from, bodies[rule.body]));
  const length = end - from;
  if (length < rule.min || (rule.exact && (length !== rule.min || isWord(text.at(end))))) return undefined;
  if (rule.digit && !holdsDigit(text, from, end)) return undefined;
  return { start, end, class: "provider-token" };
}

/** A sentence may end behind a token: its full stop is not the token's. */
function trimmed(text: Reader, from: number, end: number): number {
  let index = end;
  while (index > from && text.at(index - 1) === ascii.dot) index--;
  return index;
}

export function holdsDigit(text: Reader, start: number, end: number): boolean {
  for (let index = start; index < end; index++) if (isDigit(text.at(index))) return true;
  return false;
}
