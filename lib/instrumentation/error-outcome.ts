import { SpanStatusCode } from "@opentelemetry/api";
import { mission } from "../telemetry/mission";
import { official } from "../telemetry/official";
import { className } from "./class-name";
import type { Outcome } from "./outcome";
import { ErrorCode, McpError } from "./sdk";

/** Recognised by name too: a host that loads the SDK as an ES module has another class than ours. */
function isProtocolError(thrown: unknown): thrown is { readonly code: number } {
  if (!(thrown instanceof McpError) && className(thrown) !== "McpError") return false;
  return Number.isSafeInteger((thrown as { readonly code?: unknown }).code);
}

/** What a thrown error says: the code of a protocol error, or the class of anything else. Its message is never read. */
export function errorOutcome(thrown: unknown): Outcome {
  const known = isProtocolError(thrown);
  // The SDK answers whatever is not a protocol error as an internal one.
  const code = String(known ? thrown.code : ErrorCode.InternalError);
  return {
    status: SpanStatusCode.ERROR,
    attributes: {
      [mission.errorType.name]: known ? "mcp_error" : "internal",
      [official.errorType.name]: known ? code : className(thrown),
      [official.statusCode.name]: code,
    },
  };
}
