import type { Inputs } from "../../inputs";

/** Name of the file that tells the bootstrap of the configuration. */
export const bootstrapPolicyFile = "bootstrap-policy.json";

/** Everything but the alert rules and dashboards, which are programs and of no use here. */
export function bootstrapPolicy({ kit, environments, access }: Inputs): Inputs {
  return { kit, environments, access, rules: [], dashboards: [] };
}
