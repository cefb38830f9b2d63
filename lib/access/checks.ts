import type { Problem } from "../settings/problem";
import type { Ground } from "./audiences";
import { conditionalAndStanding, developersInProduction } from "./checks/grants";
import { identityRecipe } from "./checks/identity";
import { fourEyes } from "./checks/incidents";
import { duplicateName, reservedName, unknownName } from "./checks/names";
import { groupUsedTwice, serviceOwnedTwice } from "./checks/ownership";
import { keptContent, scrubbedTwice } from "./checks/scrubbing";

/** Finds what is wrong with a policy whose fields are right one by one. `file` begins each path. */
export type AccessCheck = (ground: Ground, file: string) => readonly Problem[];

/** Every check by its name. That each promised cell is enforced is checked where the layers are known. */
export const accessChecks = {
  "duplicate-name": duplicateName,
  "reserved-name": reservedName,
  "unknown-name": unknownName,
  "service-owned-twice": serviceOwnedTwice,
  "group-used-twice": groupUsedTwice,
  "developers-in-production": developersInProduction,
  "conditional-and-standing": conditionalAndStanding,
  "four-eyes": fourEyes,
  "identity-recipe": identityRecipe,
  "kept-content": keptContent,
  "scrubbed-twice": scrubbedTwice,
} as const satisfies Readonly<Record<string, AccessCheck>>;

/** What every check finds, all at once. */
export function accessProblems(ground: Ground, file: string): readonly Problem[] {
  return Object.values(accessChecks).flatMap((check) => check(ground, file));
}
