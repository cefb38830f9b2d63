import type { Attributes } from "@opentelemetry/api";
import { depthContext } from "../telemetry/context";
import { mission } from "../telemetry/mission";
import { official } from "../telemetry/official";
import type { Caller } from "./caller";
import type { IncomingContext } from "./incoming-context";
import type { McpRequest } from "./mcp-request";
import { type TracedMethod, tracedMethods } from "./traced-methods";

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

/** A request as far as it is known: one that never reached MCP may not even say its method. */
type KnownRequest = Pick<McpRequest, "target" | "transport" | "extra"> & { readonly method: TracedMethod | undefined };

function methodAttributes(method: TracedMethod, target: string): Attributes {
  return {
    [mission.rpcMethod.name]: method,
    [official.methodName.name]: method,
    ...tracedMethods[method].attributes(target.slice(0, maxText)),
  };
}

/** Everything that is known of a call before it is decided, under the kit's names and the official ones. */
export function callAttributes(
  { method, target, transport, extra }: KnownRequest,
  caller: Caller | undefined,
  { depth, dropped }: Pick<IncomingContext, "depth" | "dropped">,
): Attributes {
  return {
    [mission.rpcSystem.name]: "mcp",
    ...(method && methodAttributes(method, target)),
    [official.transport.name]: transport,
    [official.protocolVersion.name]: extra.protocolVersion?.slice(0, maxText),
    [official.requestId.name]: extra.requestId === undefined ? undefined : String(extra.requestId).slice(0, maxText),
    [mission.contextDropped.name]: dropped,
    ...callerAttributes(caller),
    ...depthAttributes(depth),
  };
}
