import type { Inputs } from "../inputs";
import type { Problem } from "../settings/problem";

/**
 * What keeps spans from external backends that are configured. Asked when stacks are synthesized: a rehearsal on a laptop sends
 * nothing to them.
 */
export function exitProblems({ kit, access }: Inputs, folder = "config"): readonly Problem[] {
  if (kit.network.egress === "internet" || access.exportTargets.length === 0) return [];
  const targets = access.exportTargets.map(({ id }) => id).join(", ");
  return [
    {
      path: `${folder}/kit.ts: network.egress`,
      value: kit.network.egress,
      allowed: `internet, while ${folder}/access.ts names export targets: ${targets}`,
      fix: `set it to "internet", which opens tunnels to the hosts of these targets and no other, or remove exportTargets`,
    },
  ];
}
