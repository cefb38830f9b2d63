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

/** A request as far as it is known: one that never reached MCP may not even say its method. */
type KnownRequest = Pick<McpRequest, "target" | "transport" | "extra"> & { readonly method: TracedMethod | undefined };

function addDepth(to: Attributes, depth: number | undefined): void {
  if (depth === undefined) return;
  to[mission.agentDepth.name] = depth;
  if (depth <= depthContext.limit) return;
  to[mission.securityAnomaly.name] = true;
  to[mission.securityEvent.name] = "deep_agent_chain";
}

function addCaller(to: Attributes, caller: Caller | undefined): void {
  if (typeof caller?.id !== "string" || caller.id === "") return;
  to[mission.callerId.name] = caller.id.slice(0, maxText);
  if (typeof caller.role === "string" && caller.role !== "")
    to[mission.callerRole.name] = caller.role.slice(0, maxText);
}

function addRequest(to: Attributes, { method, target, transport, extra }: KnownRequest): void {
  if (method) {
    to[mission.rpcMethod.name] = method;
    to[official.methodName.name] = method;
    Object.assign(to, tracedMethods[method].attributes(target.slice(0, maxText)));
  }
  const { protocolVersion, requestId } = extra;
  if (transport !== undefined) to[official.transport.name] = transport;
  if (protocolVersion !== undefined) to[official.protocolVersion.name] = protocolVersion.slice(0, maxText);
  if (requestId !== undefined) to[official.requestId.name] = String(requestId).slice(0, maxText);
}

/** Everything that is known of a call before it is decided, under the kit's names and the official ones. */
export function callAttributes(
  request: KnownRequest,
  caller: Caller | undefined,
  { depth, dropped }: Pick<IncomingContext, "depth" | "dropped">,
): Attributes {
  // Filled and not spread from parts: each part would be an object of its own, for every call.
  const attributes: Attributes = { [mission.rpcSystem.name]: "mcp" };
  addRequest(attributes, request);
  if (dropped !== undefined) attributes[mission.contextDropped.name] = dropped;
  addCaller(attributes, caller);
  addDepth(attributes, depth);
  return attributes;
}
