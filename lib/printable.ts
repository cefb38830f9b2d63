/**
 * What a terminal obeys or reorders by instead of showing it: C0, DEL and C1, marks that turn the direction of text,
 * and the separators of lines and paragraphs.
 */
const obeyed = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/** Commands that a build server takes from a line of a log: at its beginning, or anywhere in it. */
const commands = /^\s*(?=::)|#(?=#(?:vso|teamcity)?\[)/gi;

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one
const colour = /(\u001b\[[\d;]*m)/;

const short: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * Text of foreign origin as one line that shows what it holds: nothing in it moves the cursor, colours, reorders,
 * begins a line of its own or commands a build server.
 */
export function printable(text: string): string {
  return text.replaceAll(obeyed, (one) => short[one] ?? codeOf(one)).replaceAll(commands, "$&\\");
}

/** The same for text that may have lines of its own. */
export function printableLines(text: string): string {
  return text.replaceAll(obeyed, (one) => (one === "\n" || one === "\t" ? one : codeOf(one)));
}

/** The same for text that is put together already: its lines and colours stay. The last net, where parts were forgotten. */
export function printableReport(text: string): string {
  return text
    .split(colour)
    .map((part, index) => (index % 2 === 1 ? part : printableLines(part)))
    .join("");
}

/** The same for every text in data, whatever its shape. Keys are names of fields, and stay. */
export function printableData<T>(data: T): T {
  if (typeof data === "string") return printable(data) as T;
  if (Array.isArray(data)) return data.map(printableData) as T;
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, printableData(value)])) as T;
}

/** JSON of the same meaning in which a terminal finds nothing to obey either. */
export function printableJson(data: unknown): string {
  return (JSON.stringify(data, null, 2) ?? "null").replaceAll(obeyed, (one) => (one === "\n" ? one : codeOf(one)));
}

function codeOf(one: string): string {
  return `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
