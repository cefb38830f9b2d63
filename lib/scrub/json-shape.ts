import type { ValueType } from "./model";

/** One member of an object that a text holds. */
export interface MemberShape {
  readonly path: readonly string[];
  readonly type: ValueType;
}

/**
 * The members of an object that a text holds, in their order, to a depth. A text that is no JSON has none. Not by way of
 * the parsed object: that one has lost the order of members, and whether a number was written as a whole one.
 */
export function jsonShape(text: string, deepest: number): readonly MemberShape[] {
  if (!isJson(text)) return [];
  const members: MemberShape[] = [];
  // Strings, numbers, words and signs of a text that is known to be JSON.
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|[a-z]+|[{}[\]:,]/g) ?? [];
  let index = 0;
  const value = (path: readonly string[], lists: boolean): void => {
    const token = tokens[index++] ?? "";
    if (lists && path.length > 0 && path.length <= deepest) members.push({ path, type: typeOf(token) });
    if (token !== "{" && token !== "[") return;
    const close = token === "{" ? "}" : "]";
    while (tokens[index] !== close) {
      if (tokens[index] === ",") index++;
      if (token === "[") {
        // What stands in a list is told by its list.
        value(path, false);
        continue;
      }
      const name = JSON.parse(tokens[index] ?? '""') as string;
      index += 2;
      value([...path, name], lists);
    }
    index++;
  };
  value([], true);
  return members;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function typeOf(token: string): ValueType {
  if (token.startsWith('"')) return "string";
  if (token === "{") return "map";
  if (token === "[") return "array";
  if (token === "true" || token === "false") return "boolean";
  if (token === "null") return "empty";
  return /[.eE]/.test(token) ? "double" : "int";
}
