import { secretWords } from "../rules/words";
import { beginsPart, endsPart } from "./assignment";
import { Reader } from "./reader";
import type { Demand } from "./value-look";

/** Longest name that is looked at. Unit: characters. */
const longestName = 128;

/** What a name demands of its value to be a secret; undefined where it says nothing about one. */
export function secretName(name: string): Demand | undefined {
  if (name.length > longestName) return undefined;
  const small = name.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
  const reader = new Reader(name);
  if (secretWords.strict.some((word) => stands(reader, small, word, false))) return "strict";
  return secretWords.doubtful.some((word) => stands(reader, small, word, true)) ? "doubtful" : undefined;
}

function stands(name: Reader, small: string, word: string, whole: boolean): boolean {
  for (let start = small.indexOf(word); start >= 0; start = small.indexOf(word, start + 1)) {
    if (endsPart(name, start + word.length) && (!whole || beginsPart(name, start))) return true;
  }
  return false;
}
