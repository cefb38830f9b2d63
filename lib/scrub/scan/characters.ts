/** Classes of ASCII characters. Everything above 127 is in none: both engines must agree, and Unicode differs by version. */
const flags = { letter: 1, digit: 2, word: 4, wide: 8, blank: 16, upper: 32, lower: 64 } as const;

const table = new Uint8Array(128);
function mark(characters: string, flag: number): void {
  for (const character of characters) {
    const code = character.charCodeAt(0);
    table[code] = (table[code] ?? 0) | flag;
  }
}
const upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const lower = "abcdefghijklmnopqrstuvwxyz";
mark(upper, flags.letter | flags.upper);
mark(lower, flags.letter | flags.lower);
mark("0123456789", flags.digit);
mark(`${upper}${lower}0123456789_-`, flags.word);
mark(`${upper}${lower}0123456789_-.+/=~%`, flags.wide);
mark(" \t\r\n\f\v", flags.blank);

const has = (code: number, flag: number) => code >= 0 && code < 128 && ((table[code] ?? 0) & flag) !== 0;

export const isLetter = (code: number) => has(code, flags.letter);
export const isDigit = (code: number) => has(code, flags.digit);
export const isUpper = (code: number) => has(code, flags.upper);
export const isLower = (code: number) => has(code, flags.lower);
/** Letters, digits, `_` and `-`. */
export const isWord = (code: number) => has(code, flags.word);
/** What base64, JWTs and most tokens are made of. */
export const isWide = (code: number) => has(code, flags.wide);
export const isBlank = (code: number) => has(code, flags.blank);
export const isAlphanumeric = (code: number) => has(code, flags.letter | flags.digit);

/** Codes of the characters that rules name. */
export const ascii = {
  tab: 9,
  newline: 10,
  carriageReturn: 13,
  blank: 32,
  exclamation: 33,
  doubleQuote: 34,
  hash: 35,
  dollar: 36,
  ampersand: 38,
  quote: 39,
  openParenthesis: 40,
  closeParenthesis: 41,
  plus: 43,
  comma: 44,
  hyphen: 45,
  dot: 46,
  slash: 47,
  colon: 58,
  semicolon: 59,
  less: 60,
  equals: 61,
  greater: 62,
  question: 63,
  at: 64,
  upperE: 69,
  openBracket: 91,
  backslash: 92,
  closeBracket: 93,
  underscore: 95,
  backtick: 96,
  lowerE: 101,
  zero: 48,
  percent: 37,
  n: 110,
  r: 114,
  s: 115,
  t: 116,
  x: 120,
  openBrace: 123,
  pipe: 124,
  closeBrace: 125,
  tilde: 126,
} as const;
