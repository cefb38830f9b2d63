import type { Attributes } from "@opentelemetry/api";
import { depthContext } from "../telemetry/context";
import { mission } from "../telemetry/mission";
import { official } from "../telemetry/official";
import { toolCallMethod } from "../telemetry/span-shapes";
import type { Caller } from "./caller";
import type { ToolCall } from "./tool-call";

/** Longest text that is taken over from a caller. Unit: characters; twice what MCP recommends for a tool's name. */
export const maxText = 256;

function depthAttributes(depth: number | undefined): Attributes {
  if (depth === undefined) return {};
  const known = { [mission.agentDepth.name]: depth };
  if (depth <= depthContext.limit) return known;
  return { ...known, [mission.securityAnomaly.name]: true, [mission.securityEvent.name]: "deep_agent_chain" };
}

function callerAttributes(caller: Caller | undefined): Attributes {
  if (typeof caller?.id !== "string" || caller.id === "") return {};
  const role = typeof caller.role === "string" && caller.role !== "" ? caller.role.slice(0, maxText) : undefined;
  return { [mission.callerId.name]: caller.id.slice(0, maxText), [mission.callerRole.name]: role };
}

/** Everything that is known of a call before it is decided, under the kit's names and the official ones. */
export function callAttributes(call: ToolCall, caller: Caller | undefined, depth: number | undefined): Attributes {
  const tool = call.tool.slice(0, maxText);
  return {
    [mission.rpcSystem.name]: "mcp",
    [mission.rpcMethod.name]: toolCallMethod,
    [official.methodName.name]: toolCallMethod,
    [mission.toolName.name]: tool,
    [official.toolName.name]: tool,
    [official.operationName.name]: "execute_tool",
    [official.transport.name]: call.transport,
    ...callerAttributes(caller),
    ...depthAttributes(depth),
  };
}
