import { queueProblems } from "./collector/queue-bound";
import { exitProblems } from "./gateway/exit-problems";
import { entryProblems } from "./grafana/entry-problems";
import type { Inputs } from "./inputs";
import type { Problem } from "./settings/problem";

/**
 * What is right file by file and still cannot be deployed: nobody would get in, spans would not get out, or no task has the disk. A rehearsal on a
 * laptop needs none of it, so only what speaks of AWS asks.
 */
export function deploymentProblems(inputs: Inputs, folder = "config"): readonly Problem[] {
  return [...entryProblems(inputs, folder), ...exitProblems(inputs, folder), ...queueProblems(inputs, folder)];
}
