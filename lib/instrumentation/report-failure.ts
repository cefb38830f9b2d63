import { diag } from "@opentelemetry/api";
import { className } from "./class-name";

/** Logs that a step failed. Only the class of what was thrown is named, since messages may hold arguments. Never throws. */
export function reportFailure(step: string, thrown: unknown): void {
  try {
    diag.error(`mcp-trace-kit: ${className(thrown)} in ${step}`);
  } catch {
    // The host's logger is broken; there is nobody left to tell.
  }
}
