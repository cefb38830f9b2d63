import { digitsOf } from "./digits";
import type { Members, Value } from "./model";
import { namesOfPair } from "./pair";
import { looksJson } from "./scan/json-walk";
import { countsTokens, isWhole, saysMore, type Telling } from "./scan/telling";
import { Failure, type Work } from "./work";

/** Remembers what a value that is hidden holds of secrets, so that they stand nowhere else in the span either. */
export function toldValue(key: string, value: Value, telling: Telling, work: Work): void {
  if (telling === "nothing" && (typeof value === "string" ? !looksJson(value) : typeof value !== "object")) return;
  // A single text is no list of tokens, whatever its name.
  const alone = typeof value === "string" && isWhole(telling) && !looksJson(value);
  told(value, key, alone ? "all" : telling, 0, work);
}

function told(value: Value, key: string, telling: Telling, depth: number, work: Work): void {
  if (depth > work.prepared.policy.bounds.depth) throw new Failure("depth");
  if (typeof value === "string") {
    for (const secret of work.prepared.scanner.told(value, key, telling)) work.secret(secret);
  } else if (typeof value === "number" || typeof value === "bigint") {
    if (telling === "all" && !countsTokens(key)) work.secret(digitsOf(value));
  } else if (Array.isArray(value)) {
    for (const item of value as readonly Value[]) told(item, key, telling, depth + 1, work);
  } else if (typeof value === "object" && value !== null && !(value instanceof Uint8Array)) {
    toldMembers(value as Members, telling, depth + 1, work);
  }
}

/** A member is judged by what it stands within, by its own name, and by the name of its pair: the most telling counts. */
function toldMembers(members: Members, outer: Telling, depth: number, work: Work): void {
  const pair = namesOfPair(members);
  for (const [key, value] of Object.entries(members)) {
    let most: Telling = isWhole(outer) ? outer : "nothing";
    let name = key;
    for (const other of [key, ...pair(key)]) {
      const telling = work.prepared.tells(other);
      if (!saysMore(telling, most)) continue;
      most = telling;
      name = other;
    }
    told(value, name, most, depth, work);
  }
}
