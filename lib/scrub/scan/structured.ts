import { ascii, isAlphanumeric, isBlank, isDigit, isLetter, isUpper, isWide, isWord } from "./characters";
import type { Reader } from "./reader";
import type { Span } from "./span";
import { holdsDigit } from "./token";

/** A JSON web token, signed or not, at `eyJ`: header and payload at least. */
export function jwt(text: Reader, start: number): Span | undefined {
  if (!text.startsWith("eyJ", start) || isAlphanumeric(text.at(start - 1))) return undefined;
  const header = text.runEnd(start, isWord);
  if (header - start < 10 || text.at(header) !== ascii.dot) return undefined;
  const payload = text.runEnd(header + 1, isWord);
  if (payload - header < 5) return undefined;
  // A third and, encrypted, a fourth and fifth part.
  let end = payload;
  for (let part = 0; part < 3 && text.at(end) === ascii.dot; part++) end = text.runEnd(end + 1, isWord);
  while (text.at(end - 1) === ascii.dot) end--;
  return { start, end, class: "jwt" };
}

const endMarks = ["-----END", "-----end"] as const;
/** Longest header line and longest key. Unit: characters. */
const pemHeader = 100;
const pemBody = 16_384;

/** A private key from its `-----BEGIN` on. One that is cut off goes to the end of what could be a key. */
export function privateKey(text: Reader, start: number): Span | undefined {
  const head = text.slice(start, start + pemHeader);
  const named = head.search(/PRIVATE KEY/i);
  if (named < 0 || head.slice(5, named).includes("-----")) return undefined;
  const window = text.slice(start, start + pemBody);
  const from = Math.max(...endMarks.map((mark) => window.indexOf(mark)));
  if (from < 0) return { start, end: start + window.length, class: "private-key" };
  const close = window.indexOf("-----", from + 5);
  return { start, end: start + (close < 0 ? window.length : close + 5), class: "private-key" };
}

/** What follows a scheme word such as `Bearer`, when it looks like a credential and not like the next word of a sentence. */
export function schemeCredential(text: Reader, start: number, word: string): Span | undefined {
  if (isWord(text.at(start - 1))) return undefined;
  const blank = start + word.length;
  const from = text.runEnd(blank, (code) => isBlank(code) || code === ascii.colon || code === ascii.plus, 4);
  if (from === blank) return undefined;
  const end = text.runEnd(from, isWide);
  return end - from >= 8 && (holdsDigit(text, from, end) || mixedCase(text, from, end))
    ? { start: from, end, class: "authorization" }
    : undefined;
}

/** Upper case after the first letter, and lower case: no word of a sentence. */
function mixedCase(text: Reader, start: number, end: number): boolean {
  let inner = false;
  let small = false;
  for (let index = start; index < end; index++) {
    const code = text.at(index);
    if (isUpper(code) && index > start) inner = true;
    else if (isLetter(code) && !isUpper(code)) small = true;
  }
  return inner && small;
}

const authorityEnd = (code: number) =>
  isBlank(code) ||
  code === ascii.doubleQuote ||
  code === ascii.quote ||
  code === ascii.less ||
  code === ascii.greater ||
  code === ascii.backtick;
/** Longest part of a URL that holds user and password. Unit: characters. */
const authorityLimit = 1_024;

/** What GitHub takes for a password beside a token. */
const tokenAsUser = "x-oauth-basic";

/** The password in `scheme://user:password@host`, at `://`; a lone long user is a token. */
export function urlCredentials(text: Reader, start: number): Span | undefined {
  const scheme = text.runStart(
    start,
    (code) => isAlphanumeric(code) || code === ascii.plus || code === ascii.hyphen || code === ascii.dot,
    32,
  );
  const from = start + 3;
  if (scheme === start) return undefined;
  const stop = text.runEnd(from, (code) => !authorityEnd(code), authorityLimit);
  const sign = credentialsEnd(text, from, stop);
  if (sign < 0) return undefined;
  const colon = text.first(ascii.colon, from, stop);
  if (colon >= 0 && colon < sign) {
    // A template's hole, not a password.
    if (/^(?:\$?\{|%s|<)/.test(text.slice(colon + 1, colon + 3))) return undefined;
    // Here the user is the token, and the password says so.
    if (text.slice(colon + 1, sign) === tokenAsUser) return lone(text, from, colon);
    return sign > colon + 1 ? { start: colon + 1, end: sign, class: "url-credentials" } : lone(text, from, colon);
  }
  return lone(text, from, sign);
}

function lone(text: Reader, from: number, end: number): Span | undefined {
  return end - from >= 16 && holdsDigit(text, from, end) ? { start: from, end, class: "url-credentials" } : undefined;
}

/** Where the `@` of the credentials stands: the last one before the path, or before a host where the password holds a slash. */
function credentialsEnd(text: Reader, from: number, stop: number): number {
  const path = text.runEnd(
    from,
    (code) => code !== ascii.slash && code !== ascii.question && code !== ascii.hash,
    stop - from,
  );
  const within = text.last(ascii.at, from, Math.min(path, stop));
  if (within >= from) return within;
  const colon = text.first(ascii.colon, from, stop);
  // `host:8080/path@x` has no password, `user:pa/ss@host` has one.
  if (colon < 0 || colon >= path || isDigit(text.at(colon + 1))) return -1;
  const later = text.last(ascii.at, from, stop);
  return later > path ? later : -1;
}

/** The rest of a URL that opens a door to whoever knows it. */
export function capability(text: Reader, start: number, url: string): Span | undefined {
  const from = start + url.length;
  const end = text.runEnd(
    from,
    (code) =>
      isWide(code) || code === ascii.colon || code === ascii.at || code === ascii.ampersand || code === ascii.question,
  );
  return end - from >= 8 && holdsDigit(text, from, end) ? { start: from, end, class: "capability-url" } : undefined;
}

/** A client secret of Azure: three characters and a digit before `Q~`, more than thirty behind it. */
export function azureSecret(text: Reader, sign: number): Span | undefined {
  const isBody = (code: number) => isWord(code) || code === ascii.dot || code === ascii.tilde;
  const start = sign - 4;
  if (start < 0 || !isDigit(text.at(sign - 1)) || text.runStart(sign, isBody, 5) !== start) return undefined;
  const end = text.runEnd(sign + 2, isBody);
  return end - sign >= 30 ? { start, end, class: "provider-token" } : undefined;
}

/** A bot of Telegram: its number, a colon, `AA` and thirty more. */
export function telegramBot(text: Reader, colon: number): Span | undefined {
  const start = text.runStart(colon, isDigit, 12);
  const end = text.runEnd(colon + 1, isWord);
  if (colon - start < 8 || isAlphanumeric(text.at(start - 1)) || end - colon < 30) return undefined;
  return { start, end, class: "provider-token" };
}

/** A key of Mailchimp: 32 hexadecimal digits, and the data center. */
export function mailchimpKey(text: Reader, dash: number): Span | undefined {
  const start = text.runStart(dash, isAlphanumeric, 33);
  const end = text.runEnd(dash + 3, isDigit, 3);
  return dash - start === 32 && end > dash + 3 && !isAlphanumeric(text.at(end))
    ? { start, end, class: "provider-token" }
    : undefined;
}
