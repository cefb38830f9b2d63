import { jsonShape } from "./json-shape";
import { type Bag, type Members, typeOf, type Value, valueTypes } from "./model";
import { longestShown, marks, type PreparedPolicy } from "./prepared-policy";
import { redacted } from "./redacted";

/** Deepest member that is listed, and the largest text that is looked into for members. Unit: levels; bytes. */
const deepest = 3;
const largest = 16_384;

/** What may be shown of the name of a nested value: a sender's text, and nobody looks for it. */
const memberName = /^[A-Za-z_][A-Za-z0-9_.-]{0,63}$/;

/** The list of keys and types of what was hidden in one bag. */
export class RedactedTypes {
  readonly #policy: PreparedPolicy;
  readonly #entries: string[] = [];

  constructor(policy: PreparedPolicy) {
    this.#policy = policy;
  }

  get entries(): readonly string[] {
    return this.#entries;
  }

  /** Lists what a value was before it is hidden. */
  add(key: string, value: Value): void {
    if (!this.#policy.policy.types) return;
    const type = typeOf(value);
    this.#push(`${key}:${type}`);
    if (type === "map") this.#members(key, value as Members, 1);
    else if (type === "string") this.#json(key, value as string);
  }

  /** Keeps of a sender's list what cannot be a lie: an entry whose attribute did arrive redacted. */
  keepHonest(bag: Bag): void {
    const list = bag.find(([key]) => key === marks.types)?.[1];
    if (!this.#policy.policy.types || !Array.isArray(list)) return;
    for (const entry of list as readonly Value[]) {
      if (typeof entry === "string" && this.#honest(entry, bag)) this.#push(entry);
    }
  }

  #push(entry: string): void {
    if (this.#entries.length < this.#policy.policy.bounds.typeEntries) this.#entries.push(entry);
  }

  #members(path: string, members: Members, level: number): void {
    for (const [name, value] of Object.entries(members)) {
      const inner = `${path}.${this.#shown(name)}`;
      const type = typeOf(value);
      this.#push(`${inner}:${type}`);
      if (type === "map" && level < deepest) this.#members(inner, value as Members, level + 1);
    }
  }

  #json(key: string, text: string): void {
    if (!text.startsWith("{") || text.length < 2 || Buffer.byteLength(text) > largest) return;
    for (const { path, type } of jsonShape(text, deepest)) {
      this.#push(`${[key, ...path.map((name) => this.#shown(name))].join(".")}:${type}`);
    }
  }

  #shown(name: string): string {
    return memberName.test(name) && this.#policy.scanner.text(name).text === name ? name : redacted;
  }

  #honest(entry: string, bag: Bag): boolean {
    const colon = entry.lastIndexOf(":");
    const types: readonly string[] = valueTypes;
    if (colon < 1 || Buffer.byteLength(entry) > 2 * longestShown || !types.includes(entry.slice(colon + 1)))
      return false;
    const path = entry.slice(0, colon);
    if (hasControls(path) || this.#policy.scanner.text(path).text !== path) return false;
    // The attribute itself, or the one that a nested name hangs on.
    for (let key = path; key !== ""; key = key.slice(0, Math.max(0, key.lastIndexOf(".")))) {
      const value = bag.find(([name]) => name === key);
      if (value) return holdsRedacted(value[1], path.slice(key.length + 1));
    }
    return false;
  }
}

/** Whether what stands at this path within a value was hidden, or the value itself was. */
function holdsRedacted(value: Value, path: string): boolean {
  if (value === redacted) return membersShown(path);
  if (Array.isArray(value)) return (value as readonly Value[]).some((item) => holdsRedacted(item, path));
  if (typeOf(value) !== "map") return false;
  return Object.entries(value as Members).some(([name, inner]) => {
    if (name === path) return holdsRedacted(inner, "");
    return path.startsWith(`${name}.`) && holdsRedacted(inner, path.slice(name.length + 1));
  });
}

/** Nested names of a sender are held to the same form as ours. */
function membersShown(path: string): boolean {
  return path === "" || path.split(".").every((name) => name === redacted || memberName.test(name));
}

export function hasControls(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 32 || code === 127) return true;
  }
  return false;
}
