import type { Attempt, Ground } from "./attempt";
import { behindAttempts } from "./behind";
import { certificateAttempts } from "./certificates";
import { groupAttempts } from "./groups";
import { headerAttempts } from "./headers";
import { methodAttempts } from "./methods";
import { metricsAttempts } from "./metrics";
import { pathAttempts } from "./paths";
import { shapeAttempts } from "./shapes";
import { tokenAttempts } from "./tokens";

/** Everything that is tried, by kind. */
export async function attempts(ground: Ground): Promise<Readonly<Record<string, readonly Attempt[]>>> {
  const kinds = {
    "tokens that prove nothing": tokenAttempts(ground),
    "genuine tokens of the wrong people": groupAttempts(ground),
    "headers that claim": headerAttempts(ground),
    "paths beside the allowed one": pathAttempts(ground),
    "methods that do not read": methodAttempts(ground),
    "requests of an odd shape": shapeAttempts(ground),
    "certificates, or none": await certificateAttempts(ground),
    "doors behind the first one": behindAttempts(ground),
    "metrics that are not granted": await metricsAttempts(ground),
  };
  // An environment without grants has no doors behind the first one.
  return Object.fromEntries(Object.entries(kinds).filter(([, list]) => list.length > 0));
}
