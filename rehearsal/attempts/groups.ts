import { tokenShape } from "../../lib/access/identity";
import { newTraceId } from "../traffic";
import { type Attempt, ask, type Ground } from "./attempt";

/** Genuine tokens of somebody who may not. */
export function groupAttempts(ground: Ground): readonly Attempt[] {
  const { cell, insider, own } = ground;
  const { groupsClaim } = tokenShape(cell.signIn.settings);
  const [group = ""] = own.audience.groups;
  const claiming = (what: string, value: unknown): Attempt => {
    const path = own.prefix + cell.store.api.path(newTraceId());
    const token = cell.signIn.token(insider, { [groupsClaim]: value });
    return {
      what,
      wanted: 403,
      reason: { path, says: /rbac_access_denied/ },
      send: () => ask(ground, { path, token }),
    };
  };
  const others = cell.cell.access.audiences.filter(({ id }) => id !== own.audience.id);
  return [
    claiming("no groups", undefined),
    claiming("an empty list of groups", []),
    claiming("a group that begins as the right one does", [group.slice(0, -1)]),
    claiming("the right group and more", [`${group}-admin`]),
    claiming("the right group in capitals", [group.toUpperCase()]),
    claiming("the right group behind a blank", [` ${group}`]),
    claiming("the right group in a list in the list", [[group]]),
    claiming("the right group as a name", [{ name: group }]),
    claiming("groups in one text", `x ${group}`),
    claiming("everybody", ["*"]),
    claiming("an expression", [".*"]),
    ...others.map(({ id, groups }) => claiming(`a token of audience ${id}`, groups)),
  ];
}
