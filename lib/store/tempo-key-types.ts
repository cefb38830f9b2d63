/** What stands behind a key. `closed` is a section the kit sets nothing in: its name is known, and no key inside it is. */
export type TempoKeyType = "flag" | "whole" | "number" | "duration" | "text" | "list" | "map" | "closed";

/** Keys by name. Under `*` stands what is behind every name that somebody chooses, such as a tenant's. */
export interface TempoKeys {
  readonly [key: string]: TempoKeyType | TempoKeys;
}

/** Several keys of one type, their names apart by blanks. */
export function keys(type: TempoKeyType, names: string): TempoKeys {
  return Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, type]),
  );
}
