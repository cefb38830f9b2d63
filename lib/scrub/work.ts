import { digitsOf } from "./digits";
import type { Value } from "./model";
import type { PreparedPolicy } from "./prepared-policy";
import { redacted } from "./redacted";
import { copyBounds, without } from "./scan/without";

/** Why something was redacted whole. */
export type FailureReason = "size" | "depth" | "copies" | "error";

/** Ends the work on one span, scope or resource. */
export class Failure extends Error {
  constructor(readonly reason: FailureReason) {
    super(reason);
  }
}

/** What is known while one span is scrubbed: what was found in it and in what holds it, and how much was searched. */
export class Work {
  readonly prepared: PreparedPolicy;
  readonly secrets: string[];
  #searched = 0;

  constructor(prepared: PreparedPolicy, outer: readonly string[] = []) {
    this.prepared = prepared;
    this.secrets = [...outer];
  }

  /** Searches a text that stands under `key`. */
  text(text: string, key?: string): string {
    if (text === "" || text === redacted) return text;
    const { valueBytes, spanBytes } = this.prepared.policy.bounds;
    // Three bytes a character at most: short texts need not be measured.
    const size =
      text.length * 3 > valueBytes || this.#searched + text.length * 3 > spanBytes
        ? Buffer.byteLength(text)
        : text.length;
    this.#searched += size;
    if (size > valueBytes || this.#searched > spanBytes) throw new Failure("size");
    const { text: shown, findings } = this.prepared.scanner.text(text, key);
    for (const { value } of findings) this.secret(value);
    return shown;
  }

  /** Remembers a value that must not stand anywhere else in the span. */
  secret(value: string): void {
    const bare = value.replace(/^[ \t\r\n"'`]+/, "").replace(/(?<![ \t\r\n"'`])[ \t\r\n"'`]+$/, "");
    const size = Buffer.byteLength(bare);
    if (size < copyBounds.shortest || size > copyBounds.longest || bare.includes(redacted)) return;
    if (redacted.includes(bare) || this.secrets.includes(bare)) return;
    if (this.secrets.length >= this.prepared.policy.bounds.copies) throw new Failure("copies");
    this.secrets.push(bare);
  }

  /** Replaces what was found wherever else it stands. */
  without(text: string): string {
    return without(text, this.secrets);
  }

  /** The same, in everything that a value holds. */
  valueWithout(value: Value): Value {
    if (typeof value === "string") return this.without(value);
    if (typeof value === "number" || typeof value === "bigint") {
      return this.secrets.includes(digitsOf(value)) ? redacted : value;
    }
    if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
    if (Array.isArray(value)) return (value as readonly Value[]).map((item) => this.valueWithout(item));
    const members: Record<string, Value> = {};
    for (const [name, inner] of Object.entries(value)) {
      const shown = this.without(name);
      members[shown] = Object.hasOwn(members, shown) ? redacted : this.valueWithout(inner);
    }
    return members;
  }
}
