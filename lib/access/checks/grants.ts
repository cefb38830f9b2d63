import type { Problem } from "../../settings/problem";
import { covers, type Ground } from "../audiences";

/** Ensure that who reads single teams reads no production without an incident: that is what sets developers apart. */
export function developersInProduction({ access, environments }: Ground, file: string): readonly Problem[] {
  const production = Object.keys(environments).filter((name) => environments[name]?.production);
  return access.grants.flatMap(({ audience, environments: named, teams, condition }, index) => {
    if (teams === "all" || condition) return [];
    return production
      .filter((name) => named === "all" || named.includes(name))
      .map((value) => ({
        path: `${file}: grants.${index}.environments`,
        value,
        allowed: "environments that are not production, where a grant names single teams and has no condition",
        fix: `remove ${value} here, or add condition: "during-incident" to this grant of ${audience}`,
      }));
  });
}

/** Ensure that an audience reads an environment either at any time or during incidents: it has one door there, not two. */
export function conditionalAndStanding({ access, environments }: Ground, file: string): readonly Problem[] {
  return access.grants.flatMap(({ condition, audience, reads, environments: named, teams }, index) => {
    if (!condition) return [];
    const opened = Object.keys(environments).flatMap((environment) =>
      reads
        .filter((signal) => covers({ audience, environments: named, teams, reads }, environment, signal))
        .map((signal) => ({ environment, signal })),
    );
    return access.grants.flatMap((other, place) => {
      if (other.audience !== audience || other.condition) return [];
      const both = opened.find(({ environment, signal }) => covers(other, environment, signal));
      if (!both) return [];
      return [
        {
          path: `${file}: grants.${index}.condition`,
          value: condition,
          allowed: `one kind of grant for ${both.signal} of ${both.environment}`,
          fix: `make an audience of its own for one of them; grants.${place} has no condition`,
        },
      ];
    });
  });
}
