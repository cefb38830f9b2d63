import { ascii, isBlank, isDigit, isLetter } from "./characters";

/** What the walker asks of its owner. */
export interface JsonVisitor {
  /** A string, decoded, under its key. Returns what it becomes; the same string leaves it as it stands. */
  leaf(value: string, key: string | undefined): string;
  /** The name of a member, decoded. */
  name(name: string): string;
  /** A number as written: whether it goes. */
  number(digits: string, key: string | undefined): boolean;
  /** Whether everything under this key goes, whatever it is. */
  hides(key: string): boolean;
  /** A string, decoded, that went by its key. */
  hidden(value: string, key: string): void;
  /** An object or a list, as it is written, that went by its key. */
  hiddenJson(json: string, key: string): void;
  /** What stands for what goes. */
  readonly mask: string;
}

export interface Walked {
  /** The text so far, rewritten where the visitor asked for it. */
  readonly text: string;
  /** Where the rest begins that is not JSON, in the given text; its length when all of it was. */
  readonly rest: number;
}

/** Whether a text begins as an object or a list does. */
export function looksJson(text: string): boolean {
  const first = text.charCodeAt(runEnd(text, 0, isBlank));
  return first === ascii.openBrace || first === ascii.openBracket;
}

/** Deepest nesting that is followed; what lies deeper goes. */
const deepest = 128;

/** Members of a pair, as headers, environment variables and form fields are written in lists. */
export const nameMember = /^(?:name|key|header|field|variable)$/i;
export const valueMember = /^value$/i;

/** Goes through JSON that may stand behind JSON, as in a file of which every line is some. */
export function walkJsons(text: string, visitor: JsonVisitor): Walked {
  const shown: string[] = [];
  let from = 0;
  do {
    const walked = walkJson(text.slice(from), visitor);
    shown.push(walked.text);
    from += walked.rest;
    if (walked.rest === 0) break;
  } while (looksJson(text.slice(from)));
  return { text: shown.join(""), rest: from };
}

/**
 * Goes through JSON once, as it is written: what nobody changes keeps every blank. It stops, and says where, at the first
 * character that JSON does not allow, so that what is cut off or half JSON can be searched as text.
 */
function walkJson(text: string, visitor: JsonVisitor): Walked {
  const edits: string[] = [];
  let copied = 0;
  let index = 0;
  let depth = 0;
  let key: string | undefined;
  let keyStart = 0;
  const keys: (string | undefined)[] = [];
  // What the object at hand calls itself, for `{"name": "password", "value": …}`, and what those around it do.
  let named: string | undefined;
  const names: (string | undefined)[] = [];
  const under = () => (key !== undefined && named !== undefined && valueMember.test(key) ? named : key);
  const replace = (start: number, end: number, by: string) => {
    edits.push(text.slice(copied, start), by);
    copied = end;
  };
  const stop = (rest: number): Walked => ({ text: edits.join("") + text.slice(copied, rest), rest });
  // What is cut off is searched together with the name it stands under; a name that is gone cannot come back for it.
  const broken = (): Walked => {
    if (key === undefined) return stop(index);
    if (copied <= keyStart) return stop(keyStart);
    if (!visitor.hides(under() ?? key)) return stop(index);
    replace(index, text.length, JSON.stringify(visitor.mask));
    return stop(text.length);
  };

  while (index < text.length) {
    const code = text.charCodeAt(index);
    if (isBlank(code) || code === ascii.comma || code === ascii.colon) {
      index++;
    } else if (code === ascii.doubleQuote) {
      const end = stringEnd(text, index);
      if (end < 0) return broken();
      const value = decode(text, index, end);
      if (value === undefined) return broken();
      const colon = runEnd(text, end, isBlank);
      if (text.charCodeAt(colon) === ascii.colon && key === undefined) {
        const shown = visitor.name(value);
        if (shown !== value) replace(index, end, JSON.stringify(shown));
        key = value;
        keyStart = index;
        index = colon + 1;
        continue;
      }
      const name = under();
      const hidden = name !== undefined && value !== "" && visitor.hides(name);
      if (hidden) visitor.hidden(value, name);
      const shown = hidden ? visitor.mask : visitor.leaf(value, name ?? keys.at(-1));
      if (shown !== value) replace(index, end, JSON.stringify(shown));
      if (key !== undefined && nameMember.test(key)) named = value;
      key = undefined;
      index = end;
    } else if (code === ascii.openBrace || code === ascii.openBracket) {
      const name = under();
      const hidden = name !== undefined && visitor.hides(name);
      if (hidden || depth === deepest) {
        const end = balancedEnd(text, index);
        if (hidden) visitor.hiddenJson(text.slice(index, end), name);
        replace(index, end, JSON.stringify(visitor.mask));
        key = undefined;
        index = end;
        continue;
      }
      depth++;
      // The elements of a list stand under the list's key.
      keys.push(code === ascii.openBracket ? name : undefined);
      names.push(named);
      named = undefined;
      key = undefined;
      index++;
    } else if (code === ascii.closeBrace || code === ascii.closeBracket) {
      if (depth-- === 0) return stop(index);
      keys.pop();
      named = names.pop();
      key = undefined;
      index++;
      if (depth === 0) return stop(runEnd(text, index, isBlank));
    } else if (isDigit(code) || code === ascii.hyphen) {
      const end = runEnd(
        text,
        index,
        (c) =>
          isDigit(c) ||
          c === ascii.plus ||
          c === ascii.hyphen ||
          c === ascii.dot ||
          c === ascii.upperE ||
          c === ascii.lowerE,
      );
      if (visitor.number(text.slice(index, end), under() ?? keys.at(-1)))
        replace(index, end, JSON.stringify(visitor.mask));
      key = undefined;
      index = end;
    } else {
      const end = runEnd(text, index, isLetter, 6);
      const word = text.slice(index, end);
      if (word !== "true" && word !== "false" && word !== "null") return broken();
      key = undefined;
      index = end;
    }
  }
  return stop(text.length);
}

/** Behind the closing quote; -1 where there is none. */
function stringEnd(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let before = end;
    while (before > start + 1 && text.charCodeAt(before - 1) === ascii.backslash) before--;
    // A pair of backslashes is one that escapes nothing.
    if ((end - before) % 2 === 0) return end + 1;
  }
  return -1;
}

function decode(text: string, start: number, end: number): string | undefined {
  const inner = text.slice(start + 1, end - 1);
  if (!inner.includes("\\")) return inner;
  try {
    return JSON.parse(`"${inner.replaceAll("\n", "\\n").replaceAll("\r", "\\r").replaceAll("\t", "\\t")}"`) as string;
  } catch {
    return undefined;
  }
}

/** Behind the bracket that closes the one at `start`; the end of the text where none does. */
function balancedEnd(text: string, start: number): number {
  let depth = 0;
  for (let index = start; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === ascii.doubleQuote) {
      const end = stringEnd(text, index);
      if (end < 0) return text.length;
      index = end - 1;
    } else if (code === ascii.openBrace || code === ascii.openBracket) depth++;
    else if ((code === ascii.closeBrace || code === ascii.closeBracket) && --depth === 0) return index + 1;
  }
  return text.length;
}

function runEnd(text: string, start: number, test: (code: number) => boolean, limit = text.length): number {
  const stop = Math.min(text.length, start + limit);
  let index = start;
  while (index < stop && test(text.charCodeAt(index))) index++;
  return index;
}
