import { SpanStatusCode } from "@opentelemetry/api";
import { mission } from "../telemetry/mission";
import { official } from "../telemetry/official";
import type { Outcome } from "./outcome";

const knownTypes: readonly string[] = mission.resultType.values;

function field(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}

function firstItem(result: unknown): unknown {
  const content = field(result, "content");
  return Array.isArray(content) ? content[0] : undefined;
}

/** The SDK answers an unknown tool or bad arguments with an error result that starts with the code it would have thrown. */
function wrappedCode(result: unknown): string | undefined {
  const text = field(firstItem(result), "text");
  return typeof text === "string" ? /^MCP error (-32\d{3}):/.exec(text)?.[1] : undefined;
}

function answered(result: unknown): Outcome {
  const item = firstItem(result);
  const type = item === undefined ? "empty" : field(item, "type");
  // A type outside the closed set could be any text the tool made up.
  const known = typeof type === "string" && knownTypes.includes(type);
  return { status: SpanStatusCode.OK, attributes: known ? { [mission.resultType.name]: type } : {} };
}

/** What a returned result says: OK with the type of its first item, or ERROR when the tool set `isError`. */
export function resultOutcome(result: unknown): Outcome {
  if (field(result, "isError") !== true) return answered(result);
  const code = wrappedCode(result);
  return {
    status: SpanStatusCode.ERROR,
    attributes: {
      [mission.errorType.name]: "mcp_error",
      [official.errorType.name]: "tool_error",
      ...(code === undefined ? {} : { [official.statusCode.name]: code }),
    },
  };
}
