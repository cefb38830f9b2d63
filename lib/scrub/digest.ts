import { createHmac } from "node:crypto";
import type { Members, Value } from "./model";

/** Stands for a hidden value: the same for the same value, and without the key nothing can be learnt from it. */
export function digest(value: Value, key: string): string {
  return `hmac:${createHmac("sha256", key).update(canonical(value)).digest("hex").slice(0, 32)}`;
}

/** A text as it is, and of everything else its JSON without blanks, names sorted. */
function canonical(value: Value): string {
  return typeof value === "string" ? value : json(value);
}

function json(value: Value): string {
  if (value === undefined || value === null) return "null";
  if (typeof value === "bigint") return String(value);
  if (value instanceof Uint8Array) return JSON.stringify(Buffer.from(value).toString("base64"));
  if (Array.isArray(value)) return `[${(value as readonly Value[]).map(json).join(",")}]`;
  if (typeof value !== "object") return JSON.stringify(value);
  const members = Object.entries(value as Members).sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return `{${members.map(([name, inner]) => `${JSON.stringify(name)}:${json(inner)}`).join(",")}}`;
}
