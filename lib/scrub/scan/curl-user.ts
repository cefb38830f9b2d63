import { ascii, isBlank } from "./characters";
import type { Reader } from "./reader";
import type { Span } from "./span";

/** How far behind `curl` its options are looked for. Unit: characters. */
const reach = 512;

/** The password in `curl -u user:password`. */
export function curlUser(text: Reader, start: number): Span | undefined {
  const line = text.slice(start, start + reach);
  const option = /[ \t\r\n](?:-u|--user)(?:=|[ \t\r\n]{0,3})["']?/.exec(line);
  if (!option) return undefined;
  const from = start + option.index + option[0].length;
  const quote = text.at(from - 1);
  const quoted = quote === ascii.doubleQuote || quote === ascii.quote;
  const end = text.runEnd(from, (code) => (quoted ? code !== quote && code !== ascii.newline : !isBlank(code)), reach);
  const user = text.slice(from, end);
  const colon = user.indexOf(":");
  if (colon < 0 || user.length < 6 || user.startsWith("$")) return undefined;
  const password = from + colon + 1;
  if (password === end) return colon >= 8 ? { start: from, end: from + colon, class: "authorization" } : undefined;
  return text.at(password) === ascii.dollar
    ? undefined
    : { start: colon < 3 ? from : password, end, class: "authorization" };
}
