import { type Check, told } from "../scenario";

/** Said where a rule is not deployed, since what it reads does not arrive. */
export function notFed(missing: string): Check {
  return told({ what: `not played: ${missing}`, ok: true });
}
