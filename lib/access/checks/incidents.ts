import type { Problem } from "../../settings/problem";
import type { Ground } from "../audiences";

/** Ensure that with four eyes somebody else can open a grant, and that nobody who reads during incidents can. */
export function fourEyes(ground: Ground, file: string): readonly Problem[] {
  return ground.access.incidents.fourEyes ? [...groups(ground, file), ...roles(ground, file)] : [];
}

function groups({ access }: Ground, file: string): readonly Problem[] {
  const { starterGroups } = access.incidents;
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

/** AWS knows roles and no groups: a role that is both would start the state machine for itself. */
function roles({ access: { incidents } }: Ground, file: string): readonly Problem[] {
  return incidents.starterRoles.flatMap((role, index) => {
    if (!incidents.onCallRoles.includes(role)) return [];
    return [
      {
        path: `${file}: incidents.starterRoles.${index}`,
        value: role,
        allowed: "a role that is not in incidents.onCallRoles",
        fix: "remove it from one of the two lists",
      },
    ];
  });
}
