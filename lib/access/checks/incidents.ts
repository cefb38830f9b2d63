import type { Problem } from "../../settings/problem";
import type { Ground } from "../audiences";

/** Ensure that with four eyes somebody else can open a grant, and that nobody who reads during incidents can. */
export function fourEyes({ access }: Ground, file: string): readonly Problem[] {
  const { fourEyes: on, starterGroups } = access.incidents;
  if (!on) return [];
  if (starterGroups.length === 0) {
    return [
      {
        path: `${file}: incidents.starterGroups`,
        value: starterGroups,
        allowed: "at least one group while incidents.fourEyes is on",
        fix: "name the groups that may open grants, or turn incidents.fourEyes off",
      },
    ];
  }
  const readers = access.audiences.filter(({ id }) =>
    access.grants.some(({ audience, condition }) => audience === id && condition),
  );
  return starterGroups.flatMap((group, index) => {
    const reader = readers.find(({ groups }) => groups.includes(group));
    if (!reader) return [];
    return [
      {
        path: `${file}: incidents.starterGroups.${index}`,
        value: group,
        allowed: "a group of nobody who reads during incidents",
        fix: `remove it here, or from audience ${reader.id}`,
      },
    ];
  });
}
