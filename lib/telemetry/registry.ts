import type { Attribute } from "./attribute";
import { dialects } from "./dialects/index";
import { mission } from "./mission";
import { official } from "./official";
import { resource } from "./resource";

/** Every attribute the kit knows by name. What is not in here is nobody's, and its value does not leave. */
export const registry: readonly Attribute[] = [mission, official, resource].flatMap((group) => Object.values(group));

/** Distinct values in their first order. */
function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}

/** Attributes that hold a tool's name in any dialect, the official one first. */
export const toolNameKeys = distinct([
  official.toolName.name,
  mission.toolName.name,
  ...dialects.flatMap((dialect) => dialect.toolName ?? []),
]);

/** Attributes that hold a verified caller in any dialect, ours first. */
export const callerKeys = distinct([
  mission.callerId.name,
  official.userId.name,
  ...dialects.flatMap((dialect) => dialect.callerId ?? []),
]);

/** Foreign ways to say that a call was refused. */
export const foreignDenials = dialects.flatMap((dialect) => (dialect.denial ? [dialect.denial] : []));
