import type { Attributes, AttributeValue } from "@opentelemetry/api";
import { mission } from "../telemetry/mission";

/**
 * What a span may hold of arguments. Units: attributes, of which a span holds 128 by default; characters; items; levels; bytes. A batch of
 * 512 such spans stays below the 20 MiB that the gateway takes: one that does not is refused whole, with the spans of everybody else in it.
 */
const bounds = { attributes: 64, name: 256, text: 8_192, items: 128, depth: 4, bytes: 32_768 } as const;

/** What may be cut. */
export type Cut = (typeof mission.argumentsCut.values)[number];

function sizeOf(value: string | number | boolean): number {
  return typeof value === "string" ? Buffer.byteLength(value) : 8;
}

/** Arguments on their way to a span: what fits is taken in, and what does not is named by its kind. */
export class WrittenArguments {
  readonly #attributes: Attributes = {};
  readonly #cut = new Set<Cut>();
  #count = 0;
  #room: number = bounds.bytes;

  /** Takes in a value; members of objects become attributes of their own, so that each keeps its type. */
  add(name: string, value: unknown, depth = 1): void {
    if (typeof value !== "object" || value === null) {
      const single = this.#primitive(value);
      if (single !== undefined) this.#put(name, single, sizeOf(single));
    } else if (Array.isArray(value)) this.#addList(name, value);
    else if (depth >= bounds.depth) this.#addText(name, value);
    else this.addMembers(`${name}.`, value, depth + 1);
  }

  addMembers(prefix: string, members: object, depth = 1): void {
    for (const key in members) {
      if (!Object.hasOwn(members, key)) continue;
      if (this.#count >= bounds.attributes) {
        this.#cut.add("attributes");
        return;
      }
      this.add(this.#shortened(prefix + key, bounds.name, "names"), Reflect.get(members, key), depth);
    }
  }

  done(): Attributes {
    if (this.#cut.size > 0) this.#attributes[mission.argumentsCut.name] = [...this.#cut].sort();
    return this.#attributes;
  }

  /** A list of one primitive type as such; any other as JSON, since not every SDK takes lists of several types. */
  #addList(name: string, all: readonly unknown[]): void {
    const values = all.slice(0, bounds.items);
    if (values.length < all.length) this.#cut.add("items");
    const [first] = values;
    const items = values.flatMap((value) => (typeof value === typeof first ? (this.#primitive(value) ?? []) : []));
    if (items.length < values.length || items.length === 0) {
      this.#addText(name, values);
      return;
    }
    let size = 0;
    const fitting: (typeof items)[number][] = [];
    for (const item of items) {
      if (size + sizeOf(item) > this.#room - Buffer.byteLength(name)) {
        this.#cut.add("items");
        break;
      }
      size += sizeOf(item);
      fitting.push(item);
    }
    this.#put(name, fitting as AttributeValue, size);
  }

  #addText(name: string, value: unknown): void {
    const text = this.#shortened(JSON.stringify(value), bounds.text, "texts");
    this.#put(name, text, sizeOf(text));
  }

  #primitive(value: unknown): string | number | boolean | undefined {
    if (typeof value === "string") return this.#shortened(value, bounds.text, "texts");
    return typeof value === "number" || typeof value === "boolean" ? value : undefined;
  }

  #shortened(text: string, length: number, kind: Cut): string {
    if (text.length <= length) return text;
    this.#cut.add(kind);
    return text.slice(0, length);
  }

  #put(name: string, value: AttributeValue, size: number): void {
    const whole = size + Buffer.byteLength(name);
    if (whole > this.#room || this.#count >= bounds.attributes) {
      this.#cut.add("attributes");
      return;
    }
    this.#room -= whole;
    this.#count++;
    this.#attributes[name] = value;
  }
}
