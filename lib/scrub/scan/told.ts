import { unsigned } from "../digits";
import { redacted } from "../redacted";
import { secretWords } from "../rules/words";
import { afterScheme } from "./assignment";
import { ascii, isBlank, isDigit, isLetter } from "./characters";
import { looksJson, valueMember, walkJsons } from "./json-walk";
import { Reader } from "./reader";
import { countsTokens, isWhole, rises, type Telling } from "./telling";
import { looksSecret } from "./value-look";

/** JSON within strings of JSON that is followed. What lies deeper is hidden. */
export const deepestText = 8;

/** Who wants to know what telling names tell of. */
export interface Listener {
  tells(name: string): Telling;
  /** A value that must not stand anywhere else. */
  add(value: string): void;
  /** A text that began as JSON, from where it is none. */
  rest(text: string): void;
}

/** Tells what a text that is hidden holds of secrets: all of it, by the name it stands under, or what stands under names within. */
export function toldText(text: string, name: string, telling: Telling, depth: number, to: Listener): void {
  if (text === "" || text === redacted) return;
  const isJson = looksJson(text);
  if (isWhole(telling)) {
    if (!(telling === "unlike-words" && isAWord(text)) && !isSaid(name, text)) {
      to.add(text);
      for (const credential of credentials(name, text)) to.add(credential);
    }
  } else if (telling !== "nothing" && !isJson && looksSecret(text, telling, true)) {
    to.add(text);
  }
  if (isJson && depth < deepestText) toldJson(text, name, isWhole(telling) ? telling : "nothing", depth, to);
}

/** The same of JSON as it is written, whole or a part of it. */
export function toldJson(json: string, name: string, telling: Telling, depth: number, to: Listener): void {
  if (telling === "nothing" && !mayTell(json, to)) return;
  const named = (key: string | undefined) => (key === undefined || key === "" ? name : key);
  const own = (key: string | undefined): Telling => {
    const inner = to.tells(named(key));
    return isWhole(telling) && !rises(inner, telling) ? telling : inner;
  };
  const { rest } = walkJsons(json, {
    mask: redacted,
    hides: (key) => rises(to.tells(key), telling),
    name: (key) => key,
    leaf: (value, key) => {
      toldText(value, named(key), key === undefined || key === "" ? telling : own(key), depth + 1, to);
      return value;
    },
    number: (digits, key) => {
      if (own(key) === "all" && !countsTokens(named(key))) to.add(unsigned(digits));
      return false;
    },
    hidden: (value, key) => toldText(value, key, to.tells(key), depth + 1, to),
    hiddenJson: (inner, key) => toldJson(inner, key, to.tells(key), depth, to),
  });
  if (rest < json.length) to.rest(json.slice(rest));
}

/** Whether JSON could hold a telling name, in a text or a pair too: most holds none, and need not be walked. */
function mayTell(json: string, to: Listener): boolean {
  // With no escapes, every other quote closes one.
  if (json.includes("\\")) return true;
  for (let start = json.indexOf('"'); start >= 0; ) {
    const end = json.indexOf('"', start + 1);
    if (end < 0) return false;
    let after = end + 1;
    while (isBlank(json.charCodeAt(after))) after++;
    if (json.charCodeAt(after) === ascii.colon) {
      const key = json.slice(start + 1, end);
      if (valueMember.test(key) || to.tells(key) !== "nothing") return true;
    }
    start = json.indexOf('"', after);
  }
  return false;
}

/** Longest word of a language. Unit: characters. */
const longestWord = 24;

function isAWord(text: string): boolean {
  let [start, end] = [0, text.length];
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  if (end - start > longestWord) return false;
  for (let index = start; index < end; index++) {
    const code = text.charCodeAt(index);
    if (code < 128 && !isLetter(code)) return false;
  }
  return true;
}

const words: ReadonlySet<string> = new Set([...secretWords.strict, ...secretWords.doubtful]);

/** Whether a value is no more than what its name says, such as the password `password`: hiding that would hide names. */
function isSaid(name: string, value: string): boolean {
  const [small, of] = [lowered(value), lowered(name)];
  if (words.has(small)) return true;
  for (let index = 0; index < small.length; index++) if (isDigit(small.charCodeAt(index))) return false;
  return of.includes(small);
}

/** In ASCII alone, as the other engine does. */
function lowered(text: string): string {
  return text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** What is a credential by itself within a header's value: what follows its scheme, and the values of cookies. */
function credentials(name: string, text: string): readonly string[] {
  if (/cookies?$/i.test(name)) {
    return text
      .split(";")
      .map((pair) => pair.slice(pair.indexOf("=") + 1))
      .filter((value) => looksSecret(value, "strict", true));
  }
  const start = afterScheme(new Reader(text), 0);
  return start > 0 ? [text.slice(start)] : [];
}
