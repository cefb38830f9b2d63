import type { DetectorClass } from "../policy";
import { ascii, isAlphanumeric, isDigit, isLetter, isUpper } from "./characters";
import { Reader } from "./reader";
import type { Span } from "./span";

/** Unit: digits. */
const longestCard = 19;

/** Everything about persons in a plain text, in order of the places. Only classes that are on. */
export function findPersonal(plain: string, on: ReadonlySet<DetectorClass>): Span[] | undefined {
  if (!on.has("card") && !on.has("email") && !on.has("iban") && !on.has("phone") && !on.has("national-id"))
    return undefined;
  const text = new Reader(plain);
  let spans: Span[] | undefined;
  let covered = 0;
  for (let index = 0; index < text.length; index++) {
    if (index < covered) index = covered;
    const code = text.at(index);
    const begins = !isAlphanumeric(text.at(index - 1));
    let span: Span | undefined;
    if (code === ascii.at) span = on.has("email") ? email(text, index, covered) : undefined;
    else if (begins && isUpper(code) && isUpper(text.at(index + 1)))
      span = on.has("iban") ? iban(text, index) : undefined;
    else if (begins && (isDigit(code) || code === ascii.plus || code === ascii.openParenthesis))
      span = numbers(text, index, on);
    if (!span) continue;
    spans ??= [];
    spans.push(span);
    covered = span.end;
  }
  return spans;
}

/** Whether the digits of a number are a card or a national id by themselves. */
export function personalNumber(digits: string, on: ReadonlySet<DetectorClass>): boolean {
  return (
    on.has("card") && digits.length >= 12 && digits.length <= longestCard && !digits.includes(".") && isCard(digits)
  );
}

function numbers(text: Reader, start: number, on: ReadonlySet<DetectorClass>): Span | undefined {
  if (on.has("card")) {
    const found = card(text, start);
    if (found) return found;
  }
  if (on.has("national-id") && isDigit(text.at(start))) {
    const id = socialSecurity(text, start);
    if (id) return id;
  }
  return on.has("phone") ? phone(text, start) : undefined;
}

/** A card whose digits stand in groups, with one blank or hyphen between them; the longest that is one. */
function card(text: Reader, start: number): Span | undefined {
  let digits = "";
  let index = start;
  let found: Span | undefined;
  while (digits.length < longestCard) {
    const code = text.at(index);
    if (isDigit(code)) {
      digits += String.fromCharCode(code);
      index++;
      if (digits.length >= 12 && !isAlphanumeric(text.at(index)) && isCard(digits)) {
        found = { start, end: index, class: "card" };
      }
    } else if ((code === ascii.blank || code === ascii.hyphen) && isDigit(text.at(index + 1)) && index > start) index++;
    else break;
  }
  return found;
}

/** Issuer's beginning, a length it issues, and the check digit of Luhn. */
function isCard(digits: string): boolean {
  const length = digits.length;
  const four = Number(digits.slice(0, 4));
  const two = Math.floor(four / 100);
  const issued =
    (digits.startsWith("4") && (length === 13 || length === 16 || length === 19)) ||
    (((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720)) && length === 16) ||
    ((two === 34 || two === 37) && length === 15) ||
    ((two === 36 || two === 38 || (four >= 3000 && four <= 3059)) && length >= 14 && length <= 19) ||
    ((four === 6011 || two === 65 || (four >= 6440 && four <= 6499) || two === 62) && length >= 16) ||
    (four >= 3528 && four <= 3589 && length >= 16) ||
    ((two === 50 || (two >= 56 && two <= 58) || two === 63 || two === 67) && length >= 12);
  return issued && luhn(digits);
}

function luhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = digits.charCodeAt(digits.length - 1 - index) - 48;
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** A United States social security number, `AAA-GG-SSSS`, within the ranges that are given out. */
function socialSecurity(text: Reader, start: number): Span | undefined {
  const id = text.slice(start, start + 11);
  const match = /^(\d{3})([- ])(\d{2})\2(\d{4})$/.exec(id);
  if (!match || isAlphanumeric(text.at(start + 11)) || text.at(start - 1) === ascii.hyphen) return undefined;
  const [, area = "", , group = "", serial = ""] = match;
  if (area === "000" || area === "666" || area >= "900" || group === "00" || serial === "0000") return undefined;
  return { start, end: start + 11, class: "national-id" };
}

const isGroupSign = (code: number) => code === ascii.blank || code === ascii.hyphen || code === ascii.dot;

/** `+` and 8 to 15 digits, or digits in groups as countries write them. Dates, times and addresses have other groups. */
function phone(text: Reader, start: number): Span | undefined {
  if (text.at(start) === ascii.plus) {
    const isPart = (code: number) =>
      isDigit(code) || isGroupSign(code) || code === ascii.openParenthesis || code === ascii.closeParenthesis;
    const end = lastDigit(text, start, text.runEnd(start + 1, isPart, 24));
    const digits = countDigits(text, start, end);
    return digits >= 8 && digits <= 15 && !isAlphanumeric(text.at(end)) ? { start, end, class: "phone" } : undefined;
  }
  // The tail of a longer row of digits is no number by itself.
  if (isGroupSign(text.at(start - 1)) && (text.at(start - 1) !== ascii.blank || isDigit(text.at(start - 2))))
    return undefined;
  const area = text.at(start) === ascii.openParenthesis;
  const groups: number[] = [];
  let index = area ? start + 1 : start;
  let signs = 0;
  for (;;) {
    const end = text.runEnd(index, isDigit, 6);
    groups.push(end - index);
    index = end;
    if (area && groups.length === 1) {
      if (text.at(index) !== ascii.closeParenthesis) return undefined;
      index = text.runEnd(index + 1, (code) => code === ascii.blank, 1);
      if (!isDigit(text.at(index))) return undefined;
    } else if (isGroupSign(text.at(index)) && isDigit(text.at(index + 1)) && groups.length < 6) {
      if (text.at(index) === ascii.dot) signs++;
      index++;
    } else break;
  }
  if (isAlphanumeric(text.at(index)) && text.at(index) !== ascii.x) return undefined;
  const zero = text.at(start) === ascii.zero;
  return isPhone(groups, { area, zero, dots: signs }) ? { start, end: index, class: "phone" } : undefined;
}

function isPhone(
  groups: readonly number[],
  { area, zero, dots }: { readonly area: boolean; readonly zero: boolean; readonly dots: number },
): boolean {
  const [first = 0, second = 0] = groups;
  const digits = groups.reduce((sum, length) => sum + length, 0);
  if (groups.length < 2 || digits < 8 || digits > 13 || groups.some((length) => length < 2 && digits < 11))
    return false;
  // A date, a social security number that nobody has, or the address of a machine.
  if (groups.join() === "3,2,4") return false;
  if ((first === 4 && second === 2) || (dots === 3 && groups.length === 4 && first < 4 && !zero)) return false;
  if (area || zero) return true;
  return groups.length > 2 && groups.every((length) => length < 5);
}

function lastDigit(text: Reader, start: number, end: number): number {
  let index = end;
  while (index > start && !isDigit(text.at(index - 1))) index--;
  return index;
}

function countDigits(text: Reader, start: number, end: number): number {
  let count = 0;
  for (let index = start; index < end; index++) if (isDigit(text.at(index))) count++;
  return count;
}

/** Two letters, two check digits, and up to 30 more, in groups or not; the remainder of 97 is 1. */
function iban(text: Reader, start: number): Span | undefined {
  let compact = "";
  let index = start;
  let end = start;
  while (compact.length < 34) {
    const code = text.at(index);
    if (isUpper(code) || isDigit(code)) {
      compact += String.fromCharCode(code);
      end = ++index;
    } else if (code === ascii.blank && compact.length % 4 === 0 && isAlphanumeric(text.at(index + 1))) index++;
    else break;
  }
  for (; compact.length >= 15; compact = compact.slice(0, -1)) {
    if (remainder97(compact) === 1) return { start, end: endOf(text, start, compact.length), class: "iban" };
    if (compact.length % 4 !== 0 && !isAlphanumeric(text.at(end))) break;
  }
  return undefined;
}

function endOf(text: Reader, start: number, length: number): number {
  let seen = 0;
  let index = start;
  while (seen < length) if (text.at(index++) !== ascii.blank) seen++;
  return index;
}

function remainder97(iban: string): number {
  if (!isDigit(iban.charCodeAt(2)) || !isDigit(iban.charCodeAt(3))) return 0;
  let rest = 0;
  for (let index = 0; index < iban.length; index++) {
    const code = iban.charCodeAt((index + 4) % iban.length);
    rest = isDigit(code) ? (rest * 10 + code - 48) % 97 : (rest * 100 + code - 55) % 97;
  }
  return rest;
}

/** `local@domain.tld`. */
function email(text: Reader, sign: number, covered: number): Span | undefined {
  const isLocal = (code: number) =>
    isAlphanumeric(code) ||
    code === ascii.dot ||
    code === ascii.underscore ||
    code === ascii.percent ||
    code === ascii.plus ||
    code === ascii.hyphen;
  const start = Math.max(covered, text.runStart(sign, isLocal, 64));
  const run = text.runEnd(sign + 1, (code) => isAlphanumeric(code) || code === ascii.dot || code === ascii.hyphen, 255);
  let end = run;
  while (end > sign && !isLetter(text.at(end - 1))) end--;
  const dot = text.last(ascii.dot, sign, end);
  return start < sign && dot > sign + 1 && end - dot > 2 ? { start, end, class: "email" } : undefined;
}
