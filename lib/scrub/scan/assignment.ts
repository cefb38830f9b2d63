import { redacted } from "../redacted";
import { ascii, isBlank, isDigit, isLower, isUpper, isWord } from "./characters";
import type { Reader } from "./reader";
import type { Span } from "./span";
import { type Demand, longestValue, looksSecret } from "./value-look";

const nameLimit = 64;
const isName = (code: number) => isWord(code) || code === ascii.dot;
const isGap = (code: number) => code === ascii.blank || code === ascii.tab;
const isQuote = (code: number) => code === ascii.doubleQuote || code === ascii.quote || code === ascii.backtick;

/** Whether a word ends a name or a part of it: `token`, `tokens`, `tokenId`, `token_id`, but not `tokenizer`. */
export function endsPart(text: Reader, end: number): boolean {
  const next = text.at(end);
  if (!isLower(next)) return true;
  return next === ascii.s && !isLower(text.at(end + 1));
}

/** Whether a word begins a name or a part of it: `key`, `api_key`, `apiKey`, but not `monkey`. */
export function beginsPart(text: Reader, start: number): boolean {
  return !isLower(text.at(start - 1)) || isUpper(text.at(start));
}

/** The value that stands under a telling name, whose word was found from `start` to `end`: `name = value` in its many forms. */
export function assignment(text: Reader, start: number, end: number, demand: Demand): Span | undefined {
  if (!endsPart(text, end) || (demand === "doubtful" && !beginsPart(text, start))) return undefined;
  const nameStart = text.runStart(start, isName, nameLimit);
  const nameEnd = text.runEnd(end, isName, nameLimit);
  if (text.at(nameStart - 1) === ascii.less && demand === "strict") {
    const body = element(text, nameEnd);
    if (body) return body;
  }
  const opening = separated(text, nameEnd) ?? flag(text, nameStart, nameEnd);
  if (opening === undefined) return undefined;
  const value = valueAt(text, opening);
  if (!value || !looksSecret(text.slice(value.start, value.end), demand, value.quoted)) return undefined;
  return { start: value.start, end: value.end, class: "assignment" };
}

/** The body of an XML element, whole: what is in it may look like anything. */
function element(text: Reader, nameEnd: number): Span | undefined {
  const close = text.runEnd(nameEnd, (code) => code !== ascii.greater && code !== ascii.less, 256);
  if (text.at(close) !== ascii.greater || text.at(close - 1) === ascii.slash) return undefined;
  const start = close + 1;
  const end = text.runEnd(start, (code) => code !== ascii.less, longestValue);
  return text.slice(start, end).trim().length >= 3 ? { start, end, class: "assignment" } : undefined;
}

/** Where the value begins, behind whatever parts names from values; undefined where nothing does. */
function separated(text: Reader, nameEnd: number): number | undefined {
  // Words may follow the telling one: `secret key of prod = …`.
  for (const from of [text.runEnd(nameEnd, (code) => isGap(code) || isName(code), 20), nameEnd]) {
    const closed = text.runEnd(
      from,
      (code) =>
        isQuote(code) || code === ascii.backslash || code === ascii.closeBracket || code === ascii.closeParenthesis,
      3,
    );
    const gap = text.runEnd(closed, isGap, 5);
    const after = separator(text, gap, closed > from);
    if (after !== undefined) return text.runEnd(after, isBlank, 5);
  }
  return undefined;
}

/** Alone these part no name from its value. */
const isWeak = (code: number) => code === ascii.greater || code === ascii.question || code === ascii.exclamation;

/** `=`, `:`, `>`, `|`, `?` and `!`, alone or together. */
const isSeparator = (code: number) =>
  code === ascii.equals ||
  code === ascii.colon ||
  code === ascii.greater ||
  code === ascii.pipe ||
  code === ascii.question ||
  code === ascii.exclamation;

function separator(text: Reader, start: number, quoted: boolean): number | undefined {
  const end = text.runEnd(start, isSeparator, 3);
  if (end > start) return end === start + 1 && isWeak(text.at(start)) ? undefined : end;
  if (text.at(start) === ascii.openParenthesis && isQuote(text.at(start + 1))) return start + 1;
  if (text.startsWith("->", start)) return start + 2;
  if (quoted && text.at(start) === ascii.comma) return start + 1;
  if (text.at(start) === ascii.hyphen && isBlank(text.at(start + 1)) && isBlank(text.at(start - 1))) return start + 1;
  const attribute = /^value[ \t\r\n]{0,3}=[ \t\r\n]{0,3}/i.exec(text.slice(start, start + 12));
  return attribute ? start + attribute[0].length : undefined;
}

/** `--name value` on a command line. */
function flag(text: Reader, nameStart: number, nameEnd: number): number | undefined {
  if (!text.startsWith("--", nameStart) || !isGap(text.at(nameEnd))) return undefined;
  return text.runEnd(nameEnd, isGap, 5);
}

interface Value {
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
}

const escaped = (text: Reader, index: number) => text.at(index) === ascii.backslash && isQuote(text.at(index + 1));

function valueAt(text: Reader, opening: number): Value | undefined {
  let from = opening;
  // b"…", f'…' and the like.
  if ((isLower(text.at(from)) || text.at(from) === ascii.at) && isQuote(text.at(from + 1))) from++;
  const slash = escaped(text, from) ? 1 : 0;
  const quote = text.at(from + slash);
  if (isQuote(quote)) {
    const start = text.runEnd(afterScheme(text, from + slash + 1), isBlank, 5);
    const end = text.runEnd(start, (code) => code !== quote && code !== ascii.newline, longestValue);
    return { start, end: trimEnd(text, start, text.at(end) === quote ? end - slash : end), quoted: true };
  }
  const start = afterScheme(text, from);
  let end = start;
  const stop = Math.min(text.length, start + longestValue);
  while (end < stop && !endsValue(text, end)) end++;
  // Read here, and again when it is judged.
  text.charge(4 * (end - start));
  while (end > start && isTrailing(text.at(end - 1))) end--;
  return end > start ? { start, end, quoted: false } : undefined;
}

function endsValue(text: Reader, index: number): boolean {
  const code = text.at(index);
  if (isBlank(code) || isQuote(code)) return true;
  if (
    code === ascii.comma ||
    code === ascii.semicolon ||
    code === ascii.less ||
    code === ascii.greater ||
    code === ascii.pipe ||
    code === ascii.ampersand
  )
    return true;
  if (code !== ascii.backslash) return false;
  const next = text.at(index + 1);
  return next === ascii.n || next === ascii.r || next === ascii.t || isQuote(next);
}

const isTrailing = (code: number) =>
  code === ascii.dot ||
  code === ascii.colon ||
  code === ascii.closeParenthesis ||
  code === ascii.closeBracket ||
  code === ascii.closeBrace;

/** `Bearer` and its like stay readable. */
export function afterScheme(text: Reader, start: number): number {
  const scheme =
    /^(?:bearer|basic|token|digest|negotiate|api[-_]?key|api[-_]?token|key|oauth|aws4-hmac-sha256)[ \t]{1,3}/i.exec(
      text.slice(start, start + 24),
    );
  return scheme ? start + scheme[0].length : start;
}

/** The credential behind a header's name; its scheme word stays. A cookie header's values go together. */
export function header(text: Reader, start: number, name: string): Span | undefined {
  if (isWord(text.at(start - 1))) return undefined;
  const closed = text.runEnd(start + name.length, (code) => isQuote(code) || code === ascii.backslash, 2);
  const gap = text.runEnd(closed, isGap, 3);
  if (text.at(gap) !== ascii.colon && text.at(gap) !== ascii.equals) return undefined;
  let from = text.runEnd(gap + 1, isGap, 5);
  from = text.runEnd(from, (code) => isQuote(code) || code === ascii.backslash, 2);
  const cookie = name.endsWith("cookie");
  if (!cookie) from = afterScheme(text, from);
  const end = text.runEnd(from, (code) => !endsHeader(code, cookie), 4_096);
  const value = text.slice(from, end);
  if (value.length < 8 || value.startsWith(redacted) || value.startsWith("$") || value.startsWith("{"))
    return undefined;
  if (cookie ? !value.includes("=") : !digitOrSign(value)) return undefined;
  return { start: from, end: trimEnd(text, from, end), class: "authorization" };
}

function endsHeader(code: number, cookie: boolean): boolean {
  if (code === ascii.newline || code === ascii.carriageReturn || isQuote(code) || code === ascii.backslash) return true;
  return !cookie && (isBlank(code) || code === ascii.comma);
}

function digitOrSign(value: string): boolean {
  for (let index = 0; index < value.length; index++) if (isDigit(value.charCodeAt(index))) return true;
  return value.endsWith("=");
}

function trimEnd(text: Reader, start: number, end: number): number {
  let index = end;
  while (index > start && isBlank(text.at(index - 1))) index--;
  return index;
}
