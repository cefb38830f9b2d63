import type { Problem } from "../settings/problem";
import type { AccessPolicy } from "./policy";

/** Named checks of a policy whose fields are right one by one. All problems at once. */
export function accessProblems(
  policy: AccessPolicy,
  environments: readonly string[],
  file: string,
): readonly Problem[] {
  return [
    ...duplicates(policy, file),
    ...servicesOwnedTwice(policy, file),
    ...groupsUsedTwice(policy, file),
    ...unknownNames(policy, environments, file),
  ];
}

/** Ensure that every team, audience and target has a name of its own. */
function duplicates(policy: AccessPolicy, file: string): readonly Problem[] {
  const lists = { teams: policy.teams, audiences: policy.audiences, exportTargets: policy.exportTargets };
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

/** Ensure that a service belongs to one team, or its spans would have two owners. */
function servicesOwnedTwice({ teams }: AccessPolicy, file: string): readonly Problem[] {
  const owners = new Map<string, string>();
  return teams.flatMap((team, t) =>
    team.services.flatMap((service, s) => {
      const owner = owners.get(service);
      if (owner === undefined) {
        owners.set(service, team.id);
        return [];
      }
      const path = `${file}: teams.${t}.services.${s}`;
      return [{ path, value: service, allowed: "a service of one team", fix: `remove it here, or from team ${owner}` }];
    }),
  );
}

/** Ensure that a group opens the doors of one audience only. */
function groupsUsedTwice({ audiences }: AccessPolicy, file: string): readonly Problem[] {
  const users = new Map<string, string>();
  return audiences.flatMap((audience, a) =>
    audience.groups.flatMap((group, g) => {
      const user = users.get(group);
      if (user === undefined) {
        users.set(group, audience.id);
        return [];
      }
      const path = `${file}: audiences.${a}.groups.${g}`;
      return [
        { path, value: group, allowed: "a group of one audience", fix: `remove it here, or from audience ${user}` },
      ];
    }),
  );
}

/** Ensure that grants and targets speak of things that exist. */
function unknownNames(policy: AccessPolicy, environments: readonly string[], file: string): readonly Problem[] {
  const teams = policy.teams.map(({ id }) => id);
  const audiences = policy.audiences.map(({ id }) => id);
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
    ...policy.grants.flatMap((grant, index) => [
      ...among(`grants.${index}.audience`, [grant.audience], audiences, "audience"),
      ...among(`grants.${index}.teams`, grant.teams, teams, "team"),
      ...among(`grants.${index}.environments`, grant.environments, environments, "environment"),
    ]),
    ...policy.exportTargets.flatMap((target, index) =>
      among(`exportTargets.${index}.environments`, target.environments, environments, "environment"),
    ),
  ];
}
