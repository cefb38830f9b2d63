import { ascii, isBlank, isDigit, isLetter, isLower, isUpper, isWord } from "./characters";

/** How much a value must look like a secret, by the name it stands under. */
export type Demand = "strict" | "doubtful";

/** Longest value that is looked at. Unit: characters. */
export const longestValue = 1_200;

interface Look {
  readonly digits: number;
  readonly letters: number;
  readonly uppers: number;
  readonly signs: number;
  readonly blanks: number;
  readonly slashes: number;
  readonly underscores: number;
  readonly distinct: number;
}

function lookAt(value: string): Look {
  let [digits, letters, uppers, signs, blanks, slashes, underscores] = [0, 0, 0, 0, 0, 0, 0];
  let seen = 0;
  for (let index = 0; index < value.length; index++) {
    const code = value.charCodeAt(index);
    // As many as fit into 31 marks are told apart: enough to tell a hash from a row of the same letter.
    seen |= 1 << (code % 31);
    if (isDigit(code)) digits++;
    else if (isLetter(code)) {
      letters++;
      if (isUpper(code)) uppers++;
    } else if (isBlank(code)) blanks++;
    else if (code === ascii.slash) slashes++;
    else if (code === ascii.underscore) underscores++;
    else if (code !== ascii.hyphen && code !== ascii.dot && code !== ascii.colon) signs++;
  }
  return { digits, letters, uppers, signs, blanks, slashes, underscores, distinct: marks(seen) };
}

function marks(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** Whether a value under a telling name is a secret, and not a placeholder, a path, a number, or a piece of a program. */
export function looksSecret(value: string, demand: Demand, quoted: boolean): boolean {
  if (value.length < 8 || value.length > longestValue || isReference(value)) return false;
  const look = lookAt(value);
  if (look.blanks > 0 || (!quoted && isCode(value, look))) return false;
  if (isPath(value, look) || value.includes("://")) return false;
  if (demand === "strict") {
    // Counts, dates and times are not secrets of eight characters; long digit rows are.
    if (look.letters === 0) return look.signs > 0 ? look.digits > 0 : look.digits >= 16;
    return look.digits > 0 || (quoted && look.signs > 0);
  }
  return (
    value.length >= 16 &&
    look.digits > 1 &&
    look.letters > 1 &&
    look.distinct >= 8 &&
    !isIdentifierOfThings(value, look)
  );
}

/** A variable, a template, or what was hidden already. */
function isReference(value: string): boolean {
  return /^(?:\$[({]|\$[A-Za-z_][A-Za-z0-9_]*$|%[({]|\{\{|<[^<>]*>$|\[REDACTED\]$|\*\*\**$|@\{|#\{)/.test(value);
}

/** A call, an index, or names joined by dots: a program that reads a secret, not the secret. */
function isCode(value: string, look: Look): boolean {
  for (let index = 1; index < value.length; index++) {
    const code = value.charCodeAt(index);
    if ((code === ascii.openParenthesis || code === ascii.openBracket) && isWord(value.charCodeAt(index - 1)))
      return true;
  }
  if (/\{[A-Za-z_.]{1,64}\}/.test(value)) return true;
  const dotted = value.split(".");
  if (dotted.length > 1 && dotted.every((part) => isName(part)) && look.digits <= 4) return true;
  return look.uppers === 0 && look.signs === 0 && look.underscores > 0 && look.digits <= 2 && isName(value);
}

/** Letters, digits and `_`, beginning with a letter, mostly letters: as programs name things. */
function isName(part: string): boolean {
  if (part === "" || isDigit(part.charCodeAt(0))) return false;
  for (let index = 0; index < part.length; index++) {
    const code = part.charCodeAt(index);
    if (!isWord(code) || code === ascii.hyphen) return false;
  }
  return true;
}

function isPath(value: string, look: Look): boolean {
  const begins = value.charCodeAt(0);
  if (
    begins !== ascii.slash &&
    begins !== ascii.tilde &&
    !(begins === ascii.dot && value.charCodeAt(1) === ascii.slash)
  )
    return look.slashes > 2 && look.digits < 4;
  return look.slashes > 1 ? !(look.digits > 2 && look.uppers > 2) : false;
}

/** Hashes and ids, which stand under names such as `key` all the time. */
function isIdentifierOfThings(value: string, look: Look): boolean {
  if (look.uppers > 0 && look.uppers < look.letters) return false;
  let hex = 0;
  for (let index = 0; index < value.length; index++) {
    const code = value.charCodeAt(index) | 32;
    if (isDigit(value.charCodeAt(index)) || (isLower(code) && code <= 102)) hex++;
  }
  const dashes = value.split("-").length - 1;
  return hex + dashes === value.length;
}
