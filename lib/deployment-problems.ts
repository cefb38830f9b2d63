import { exitProblems } from "./gateway/exit-problems";
import { entryProblems } from "./grafana/entry-problems";
import type { Inputs } from "./inputs";
import type { Problem } from "./settings/problem";

/**
 * What is right file by file and still cannot be deployed: nobody would get in, or spans would not get out. A rehearsal on a laptop
 * needs neither, so only what speaks of AWS asks.
 */
export function deploymentProblems(inputs: Inputs, folder = "config"): readonly Problem[] {
  return [...entryProblems(inputs, folder), ...exitProblems(inputs, folder)];
}
