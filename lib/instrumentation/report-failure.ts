import { diag } from "@opentelemetry/api";
import { className } from "./class-name";

/** Steps that were told of. They are names in the code, so there are few. */
const told = new Set<string>();

/**
 * Logs that a step failed, the first time it does: what breaks for every call must not fill a log as well. Only the class of what was
 * thrown is named, since messages may hold arguments. Never throws.
 */
export function reportFailure(step: string, thrown: unknown): void {
  if (told.has(step)) return;
  told.add(step);
  try {
    diag.error(`mcp-trace-kit: ${className(thrown)} in ${step}; told of once`);
  } catch {
    // The host's logger is broken; there is nobody left to tell.
  }
}
