import { bounds } from "./definitions";

/** A text that is short enough to hash: itself, or both its ends and its length. */
export function shortened(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const half = Math.floor(limit / 2);
  return `${text.slice(0, half)}…${text.length}…${text.slice(-half)}`;
}

/**
 * A JSON value as one text, the same whatever the order of its keys. Looks at no more than the bounds allow, so that two huge values
 * may be one text; a value that holds itself ends at the deepest level.
 */
export function canonicalText(value: unknown, limit: number = bounds.hashed): string {
  const writer = new Writer(limit);
  writer.value(value, 0);
  return writer.text;
}

class Writer {
  text = "";
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  value(value: unknown, depth: number): void {
    const room = this.#limit - this.text.length;
    if (room <= 0) return;
    if (typeof value === "string") {
      // With its length in front, no text can pass for a list of two.
      this.text += `"${value.length}:${shortened(value, room)}`;
    } else if (typeof value !== "object" || value === null) {
      this.text += `${typeof value === "function" || typeof value === "symbol" ? typeof value : String(value)};`;
    } else if (depth >= bounds.depth) {
      this.text += "…";
    } else if (Array.isArray(value)) {
      this.#list(value, depth);
    } else {
      this.#members(value, depth);
    }
  }

  #list(items: readonly unknown[], depth: number): void {
    this.text += `[${items.length}:`;
    for (let index = 0; index < items.length && index < bounds.members; index++) this.value(items[index], depth + 1);
  }

  #members(members: object, depth: number): void {
    const names = Object.keys(members);
    this.text += `{${names.length}:`;
    for (const name of names.slice(0, bounds.members).sort((one, other) => (one < other ? -1 : 1))) {
      if (this.text.length >= this.#limit) return;
      this.value(name, depth + 1);
      this.value(Reflect.get(members, name), depth + 1);
    }
  }
}
