import { nearest } from "../../../lib/settings/nearest";
import { BadInput } from "../../outcome";

/** The value if it is one of those that exist; otherwise an error that lists them, with the one that may have been meant. */
export function allowed(option: string, value: string, known: readonly string[], what: string): string {
  if (known.includes(value)) return value;
  const guess = nearest(value, known);
  const list = known.length > 0 ? `allowed: ${known.join(", ")}` : `none is configured`;
  throw new BadInput(`${option} ${value}: no such ${what}; ${list}${guess ? `; did you mean ${guess}?` : ""}`);
}
