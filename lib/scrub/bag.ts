import { digest } from "./digest";
import type { Bag, Members, Value } from "./model";
import { namesOfPair } from "./pair";
import type { HideAction, KeptAttribute } from "./policy";
import { type Decision, longestShown, marks } from "./prepared-policy";
import { redacted } from "./redacted";
import { hasControls, RedactedTypes } from "./redacted-types";
import { toldValue } from "./told-value";
import { Failure, type Work } from "./work";

/** Fewest digits of a number that names somebody. */
const leastPersonal = 100_000_000;

interface Entry {
  readonly key: string;
  readonly value: Value;
  readonly verdict: Decision;
  repeated: boolean;
}

/** One set of attributes as it may be shown. Copies of secrets are still in it: see `bagWithout`. */
export function scrubBag(bag: Bag, work: Work): Bag {
  if (bag.length === 0) return bag;
  const types = new RedactedTypes(work.prepared);
  types.keepHonest(bag);
  const shown: [string, Value][] = [];
  for (const entry of distinct(bag, work)) {
    const value = attribute(entry, work, types);
    if (value !== removed) shown.push([entry.key, value]);
  }
  if (types.entries.length > 0) shown.push([marks.types, types.entries]);
  return shown;
}

/** Replaces what was found in the span, but not in values of a closed set, which cannot hold a secret. */
export function bagWithout(bag: Bag, work: Work): Bag {
  if (work.secrets.length === 0) return bag;
  const shown = new Map<string, Value>();
  for (const [key, value] of bag) {
    const name = work.without(key);
    const closed = (work.prepared.kept(key)?.values?.length ?? 0) > 0;
    shown.set(name, shown.has(name) ? redacted : closed ? value : work.valueWithout(value));
  }
  return [...shown];
}

const removed = Symbol("removed");

/** Every key once, as it may be shown. A sender that repeats one may mean another value than whoever looks. */
function distinct(bag: Bag, work: Work): readonly Entry[] {
  const entries = new Map<string, Entry>();
  for (const [key, value] of bag) {
    if (key === marks.types) continue;
    const verdict = work.prepared.decide(key);
    for (const secret of verdict.found ?? []) work.secret(secret);
    const name = verdict.shown ?? key;
    const earlier = entries.get(name);
    if (earlier) {
      earlier.repeated = true;
      toldValue(name, value, verdict.tells, work);
    } else entries.set(name, { key: name, value, verdict, repeated: false });
  }
  return [...entries.values()];
}

function attribute(entry: Entry, work: Work, types: RedactedTypes): Value | typeof removed {
  const { key, value, verdict, repeated } = entry;
  if (verdict.kind === "forget") return removed;
  if (repeated) return hideAll(entry, "redact", work, types);
  switch (verdict.kind) {
    case "show": {
      const shown = kept(key, value, verdict.kept, work);
      // What holds something else than it was registered with is redacted, so that it is seen that it does.
      return shown === undefined ? hideAll(entry, "redact", work, types) : shown;
    }
    case "hide":
      return hideAll(entry, verdict.action, work, types);
    default:
      return search(key, value, key, 0, work, types);
  }
}

/** Hides an attribute, and remembers what of it must not stand elsewhere. */
function hideAll({ key, value, verdict }: Entry, action: HideAction, work: Work, types: RedactedTypes) {
  toldValue(key, value, verdict.tells, work);
  return hide(key, value, action, work, types);
}

function hide(
  path: string,
  value: Value,
  action: HideAction,
  work: Work,
  types: RedactedTypes,
): Value | typeof removed {
  if (action === "drop") return removed;
  if (value === redacted) return value;
  types.add(path, value);
  return action === "hash" ? digest(value, work.prepared.policy.hashKey ?? "") : redacted;
}

/** A registered value as it is, but for secrets in its text; undefined where it is not what was registered. */
function kept(key: string, value: Value, { type, values }: KeptAttribute, work: Work): Value {
  switch (type) {
    case "string":
      return typeof value === "string" ? keptText(key, value, values, work) : undefined;
    case "string[]": {
      if (!Array.isArray(value)) return undefined;
      const items = value as readonly Value[];
      if (!items.every((item) => typeof item === "string")) return undefined;
      const shown = items.map((item) => keptText(key, item as string, values, work));
      return shown.includes(undefined) ? undefined : shown;
    }
    case "boolean":
      return typeof value === "boolean" ? value : undefined;
    default: {
      const isInt = typeof value === "bigint" || Number.isInteger(value);
      const right = type === "int" ? isInt : typeof value === "number" && !isInt;
      return right && !personal(value as number | bigint, work) ? value : undefined;
    }
  }
}

function keptText(key: string, text: string, values: readonly string[] | undefined, work: Work): string | undefined {
  if (values && values.length > 0) return values.includes(text) ? text : undefined;
  if (text === redacted) return text;
  if (Buffer.byteLength(text) > longestShown || hasControls(text)) return undefined;
  return work.text(text, key);
}

function personal(number: number | bigint, work: Work): boolean {
  return number >= leastPersonal && number < 2 ** 63 && work.prepared.scanner.digits(BigInt(number).toString());
}

/** Looks for secrets in a value that nothing hides by its name. `path` leads to it from its attribute. */
function search(key: string, value: Value, path: string, depth: number, work: Work, types: RedactedTypes): Value {
  if (depth > work.prepared.policy.bounds.depth) throw new Failure("depth");
  if (typeof value === "string") return work.text(value, key);
  if (typeof value === "number" || typeof value === "bigint") {
    const whole = typeof value === "bigint" || Number.isSafeInteger(value);
    return whole && personal(value, work) ? (hide(path, value, "redact", work, types) as Value) : value;
  }
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Uint8Array) return hide(path, value, "redact", work, types) as Value;
  if (Array.isArray(value)) {
    return (value as readonly Value[]).map((item) => search(key, item, path, depth + 1, work, types));
  }
  return searchMembers(value as Members, path, depth + 1, work, types);
}

/** What lists and patterns say of an attribute's key they say of a member's too, and of the name of a pair. */
function searchMembers(members: Members, path: string, depth: number, work: Work, types: RedactedTypes): Members {
  const shown: Record<string, Value> = {};
  const pair = namesOfPair(members);
  for (const [key, value] of Object.entries(members)) {
    const verdict = work.prepared.decide(key);
    for (const secret of verdict.found ?? []) work.secret(secret);
    const name = verdict.shown ?? key;
    const inner = `${path}.${name}`;
    const names = pair(key);
    const hiding = hidingName(key, verdict, names, work);
    if (hiding) toldValue(hiding.name, value, hiding.tells, work);
    const result = hiding
      ? hide(inner, value, hiding.action, work, types)
      : search(names.at(-1) ?? key, value, inner, depth, work, types);
    if (result !== removed) shown[name] = Object.hasOwn(shown, name) ? redacted : result;
  }
  return shown;
}

/** The first name that hides a member: its own, or what its pair calls itself. */
function hidingName(key: string, verdict: Decision, names: readonly string[], work: Work) {
  if (verdict.kind === "hide") return { ...verdict, name: key };
  for (const name of names) {
    const other = work.prepared.decide(name);
    if (other.kind === "hide") return { ...other, name };
  }
  return undefined;
}
