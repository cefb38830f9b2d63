import type { AccessPolicy } from "./access/policy";
import type { AlertRule } from "./alerting/rule";
import type { Dashboard } from "./dashboard";
import type { KitSettings } from "./settings/kit";
import type { EnvironmentSettings } from "./settings/parse";

/** Everything that is rendered, checked and complete. Made in one place: `bin/inputs.ts`. */
export interface Inputs {
  readonly kit: KitSettings;
  /** By name, such as `prod`. */
  readonly environments: Readonly<Record<string, EnvironmentSettings>>;
  readonly access: AccessPolicy;
  readonly rules: readonly AlertRule[];
  readonly dashboards: readonly Dashboard[];
}

/** The part of the inputs that one environment's cell is rendered from. */
export interface Cell {
  readonly name: string;
  readonly kit: KitSettings;
  readonly settings: EnvironmentSettings;
  readonly access: AccessPolicy;
  readonly rules: readonly AlertRule[];
}

export function cellOf(inputs: Inputs, name: string): Cell {
  const settings = Object.hasOwn(inputs.environments, name) ? inputs.environments[name] : undefined;
  if (!settings) {
    throw new Error(`no environment "${name}"; allowed: ${Object.keys(inputs.environments).join(", ")}`);
  }
  return { name, kit: inputs.kit, settings, access: inputs.access, rules: inputs.rules };
}
