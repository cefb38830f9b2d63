import type { Cell, Inputs } from "../inputs";

/** What the writer of grants knows of the configuration: a file of its image. */
export interface WriterPolicy {
  readonly environment: string;
  readonly inputs: Inputs;
}

/** Name of that file. */
export const writerPolicyFile = "grant-policy.json";

/** Everything but the alert rules and dashboards, which are programs and of no use here. */
export function writerPolicy({ name, kit, settings, access }: Cell): WriterPolicy {
  return { environment: name, inputs: { kit, environments: { [name]: settings }, access, rules: [], dashboards: [] } };
}
