import type { Problem } from "../../settings/problem";
import type { Ground } from "../audiences";

/** Ensure that every team, audience and target has a name of its own. */
export function duplicateName({ access }: Ground, file: string): readonly Problem[] {
  const lists = { teams: access.teams, audiences: access.audiences, exportTargets: access.exportTargets };
  return Object.entries(lists).flatMap(([list, items]) =>
    items.flatMap(({ id }, index) => {
      const first = items.findIndex((item) => item.id === id);
      if (first === index) return [];
      const path = `${file}: ${list}.${index}.id`;
      return [
        { path, value: id, allowed: "a name that is not taken", fix: `rename it; ${list}.${first} has it already` },
      ];
    }),
  );
}

/** Ensure that nothing is called what stands for every one: a grant for it would be read as one for all. */
export function reservedName({ access, environments }: Ground, file: string): readonly Problem[] {
  const reserved = (path: string, name: string, what: string) =>
    name === "all"
      ? [
          {
            path: `${file}: ${path}`,
            value: name,
            allowed: "any other name",
            fix: `rename it; \`all\` means every ${what}`,
          },
        ]
      : [];
  return [
    ...access.teams.flatMap(({ id }, index) => reserved(`teams.${index}.id`, id, "team")),
    ...Object.keys(environments).flatMap((name) => reserved(`environment ${name}`, name, "environment")),
  ];
}

/** Ensure that grants and targets speak of things that exist. */
export function unknownName({ access, environments }: Ground, file: string): readonly Problem[] {
  const teams = access.teams.map(({ id }) => id);
  const audiences = access.audiences.map(({ id }) => id);
  const among = (path: string, names: readonly string[] | "all", known: readonly string[], what: string) =>
    (names === "all" ? [] : names)
      .filter((name) => !known.includes(name))
      .map((value) => ({
        path: `${file}: ${path}`,
        value,
        allowed: known.length > 0 ? `one of ${known.join(", ")}` : `no ${what} is defined`,
        fix: `name one that exists, or define this ${what}`,
      }));
  return [
    ...access.grants.flatMap((grant, index) => [
      ...among(`grants.${index}.audience`, [grant.audience], audiences, "audience"),
      ...among(`grants.${index}.teams`, grant.teams, teams, "team"),
      ...among(`grants.${index}.environments`, grant.environments, Object.keys(environments), "environment"),
    ]),
    ...access.exportTargets.flatMap((target, index) =>
      among(`exportTargets.${index}.environments`, target.environments, Object.keys(environments), "environment"),
    ),
  ];
}
