import type { Members } from "./model";
import { nameMember, valueMember } from "./scan/json-walk";

/** By what names a member is judged beside its own, where it is the value of a pair: `{"name": "Cookie", "value": …}`. */
export function namesOfPair(members: Members): (key: string) => readonly string[] {
  let names: readonly string[] | undefined;
  return (key) => {
    if (!valueMember.test(key)) return [];
    names ??= Object.entries(members).flatMap(([name, value]) =>
      typeof value === "string" && nameMember.test(name) ? [value] : [],
    );
    return names;
  };
}
