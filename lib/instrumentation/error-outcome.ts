import { SpanStatusCode } from "@opentelemetry/api";
import type { Answer } from "../signals/answer";
import { mission } from "../telemetry/mission";
import { official } from "../telemetry/official";
import { className } from "./class-name";
import { field } from "./field";
import type { Outcome } from "./outcome";
import { errorCode } from "./sdk";

/** The codes that JSON-RPC keeps for itself and its protocols. Old browser errors have small positive ones. */
const reserved = { from: -32_768, to: -32_000 } as const;

/** Whether something was thrown to be a protocol error, as `McpError` and `ProtocolError` are. */
export function isProtocolError(thrown: unknown): boolean {
  const code = field(thrown, "code");
  return Number.isSafeInteger(code) && Number(code) >= reserved.from && Number(code) <= reserved.to;
}

/** What a thrown error says: the code of a protocol error, or the class of anything else. Its message is never read. */
export function errorOutcome(thrown: unknown): Outcome {
  const code = field(thrown, "code");
  // The SDK answers with whatever whole number stands there, and anything else as an internal error.
  const sent = String(Number.isSafeInteger(code) ? code : errorCode.internal);
  const known = isProtocolError(thrown);
  return {
    status: SpanStatusCode.ERROR,
    attributes: {
      [mission.errorType.name]: known ? "mcp_error" : "internal",
      [official.errorType.name]: known ? sent : className(thrown),
      [official.statusCode.name]: sent,
    },
  };
}

/** A call that its caller cancelled, or did not wait for. Nobody gets an answer. */
export const cancelledOutcome: Outcome = {
  status: SpanStatusCode.ERROR,
  attributes: { [mission.errorType.name]: "mcp_error", [official.errorType.name]: "cancelled" },
};

/** The same for whoever counts: calls that are given up over and over are a loop as well. */
export const cancelledAnswer: Answer = { error: true, text: "cancelled" };
