import type { Problem } from "../../settings/problem";
import type { Ground } from "../audiences";

/** Ensure that a service belongs to one team, or its spans would have two owners. */
export function serviceOwnedTwice({ access }: Ground, file: string): readonly Problem[] {
  const services = access.teams.map(({ id, services }) => ({ id, names: services }));
  return namedTwice(services, ({ owner, place }) => ({
    path: `${file}: teams.${place[0]}.services.${place[1]}`,
    allowed: "a service of one team",
    fix: `remove it here, or from team ${owner}`,
  }));
}

/** Ensure that a group opens the doors of one audience only. */
export function groupUsedTwice({ access }: Ground, file: string): readonly Problem[] {
  const groups = access.audiences.map(({ id, groups }) => ({ id, names: groups }));
  return namedTwice(groups, ({ owner, place }) => ({
    path: `${file}: audiences.${place[0]}.groups.${place[1]}`,
    allowed: "a group of one audience",
    fix: `remove it here, or from audience ${owner}`,
  }));
}

interface Second {
  /** Who has it already. */
  readonly owner: string;
  /** Index of the owner's rival, and of the name in its list. */
  readonly place: readonly [number, number];
}

function namedTwice(
  owners: readonly { readonly id: string; readonly names: readonly string[] }[],
  problem: (second: Second) => Omit<Problem, "value">,
): readonly Problem[] {
  const taken = new Map<string, string>();
  return owners.flatMap(({ id, names }, o) =>
    names.flatMap((name, n) => {
      const owner = taken.get(name);
      if (owner !== undefined) return [{ value: name, ...problem({ owner, place: [o, n] }) }];
      taken.set(name, id);
      return [];
    }),
  );
}
