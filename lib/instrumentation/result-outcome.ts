import { type Attributes, SpanStatusCode } from "@opentelemetry/api";
import { mission } from "../telemetry/mission";
import { official } from "../telemetry/official";
import { className } from "./class-name";
import { isProtocolError } from "./error-outcome";
import { field } from "./field";
import type { Outcome } from "./outcome";
import { errorCode } from "./sdk";
import type { Thrown } from "./thrown";

const knownTypes: readonly string[] = mission.resultType.values;

function first(list: unknown): unknown {
  return Array.isArray(list) ? list[0] : undefined;
}

/** SDK 1.x answers an unknown tool or bad arguments with an error result that starts with the code it would have thrown. */
const wrapped = /^MCP error (-32\d{3}):/;

/** SDK 2.x leaves the code out where arguments do not fit. */
const badArguments = /^(?:Input validation error: )?Invalid arguments for tool /;

function wrappedCode(result: unknown): string | undefined {
  const text = field(first(field(result, "content")), "text");
  if (typeof text !== "string") return undefined;
  return wrapped.exec(text)?.[1] ?? (badArguments.test(text) ? String(errorCode.invalidParams) : undefined);
}

/** Type of the first item of a tool's content, a resource's contents or a prompt's messages. */
function typeOf(result: unknown): unknown {
  // The server asks the caller for something first; the same call will come again.
  if (isUnfinished(result)) return "input_required";
  const item = first(field(result, "content"));
  if (item !== undefined) return field(item, "type");
  if (first(field(result, "contents")) !== undefined) return "resource";
  const message = first(field(result, "messages"));
  return message === undefined ? "empty" : field(field(message, "content"), "type");
}

/** A leg of a call that takes several (protocol 2026-07-28). It is no answer. */
export function isUnfinished(result: unknown): boolean {
  return field(result, "resultType") === "input_required";
}

function answered(result: unknown): Outcome {
  const type = typeOf(result);
  // A type outside the closed set could be any text the tool made up.
  const known = typeof type === "string" && knownTypes.includes(type);
  return { status: SpanStatusCode.OK, attributes: known ? { [mission.resultType.name]: type } : {} };
}

function failed(result: unknown): Attributes {
  const code = wrappedCode(result);
  return {
    [mission.errorType.name]: "mcp_error",
    [official.errorType.name]: "tool_error",
    ...(code === undefined ? {} : { [official.statusCode.name]: code }),
  };
}

function broke({ error }: Thrown): Attributes {
  return { [mission.errorType.name]: "internal", [official.errorType.name]: className(error) };
}

/**
 * What a returned result says: OK with the type of its first item, or ERROR when the tool set `isError`. What its callback threw is asked
 * for, since the SDK answers an exception with the same kind of result.
 */
export function resultOutcome(result: unknown, thrown: Thrown | undefined): Outcome {
  if (field(result, "isError") !== true) return answered(result);
  const attributes = thrown && !isProtocolError(thrown.error) ? broke(thrown) : failed(result);
  return { status: SpanStatusCode.ERROR, attributes };
}
