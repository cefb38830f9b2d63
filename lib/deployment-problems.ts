import { atRestProblems } from "./access/at-rest";
import { queueProblems } from "./collector/queue-bound";
import { exitProblems } from "./gateway/exit-problems";
import { entryProblems } from "./grafana/entry-problems";
import type { Inputs } from "./inputs";
import type { Problem } from "./settings/problem";

/**
 * What is right file by file and still cannot be deployed: nobody would get in, spans would not get out, no task has the disk, or nothing heeds it. A rehearsal on a
 * laptop needs none of it, so only what speaks of AWS asks.
 */
export function deploymentProblems(inputs: Inputs, folder = "config"): readonly Problem[] {
  const of = [entryProblems, exitProblems, queueProblems, atRestProblems];
  return of.flatMap((problems) => problems(inputs, folder));
}
