import type { Attribute } from "./attribute";
import { mission } from "./mission";
import { official } from "./official";

/** One kind of span the kit emits and relies on. Shapes are frozen: a change needs a new decision record. */
export interface SpanShape {
  readonly name: string;
  readonly kind: "SERVER";
  readonly when: string;
  readonly status: "OK" | "ERROR" | "UNSET";
  /** Exact status text; absent where the text is free (and then does not leave the environment). */
  readonly statusMessage?: string;
  readonly attributes: readonly Attribute[];
}

/** Prefix of a tool call's span name; the tool's name follows. */
export const toolSpanPrefix = "mcp.tool/";

/** Status text of a refused call, the only one that is known to hold no content. */
export const deniedMessage = "authorization denied";

/** The JSON-RPC method of a tool call. */
export const toolCallMethod = "tools/call";

/** The JSON-RPC methods of a read of a resource and of a prompt. Their spans are named after them. */
export const resourceMethod = "resources/read";
export const promptMethod = "prompts/get";

/** Name of the span of a refused HTTP request that says nowhere what it asks for. */
export const httpSpanName = "mcp.http";

/** Name of the event of the call with which a trace reaches a tier of a loop signal. It comes once for each. */
export const loopEvent = "mcp.loop";

const name = `${toolSpanPrefix}<tool name>`;
const request = [mission.rpcSystem, mission.rpcMethod, official.methodName];
const always = [...request, mission.toolName, official.toolName, official.operationName];
const caller = [mission.callerId, mission.callerRole, mission.authzDecision, mission.agentDepth];

export const spanShapes: readonly SpanShape[] = [
  {
    name,
    kind: "SERVER",
    when: "the tool answered",
    status: "OK",
    attributes: [...always, ...caller, mission.resultType],
  },
  {
    name,
    kind: "SERVER",
    when: "the caller was refused; the handler never ran",
    status: "ERROR",
    statusMessage: deniedMessage,
    attributes: [...always, ...caller, mission.securityEvent],
  },
  {
    name,
    kind: "SERVER",
    when: "the tool answered with an error, or threw",
    status: "ERROR",
    attributes: [...always, ...caller, mission.errorType, official.errorType],
  },
  {
    name,
    kind: "SERVER",
    when: "the agent chain is deeper than the limit (added to any of the above)",
    status: "UNSET",
    attributes: [mission.agentDepth, mission.securityAnomaly, mission.securityEvent],
  },
  {
    name,
    kind: "SERVER",
    when: `the tool was called in a caller's trace or session (added to the first and the third; the call that reaches a tier has an event \`${loopEvent}\` with the count)`,
    status: "UNSET",
    attributes: [mission.loopCalls, mission.loopRepeatCount, mission.loopErrorStreak, mission.argumentTypeChanged],
  },
  {
    name: resourceMethod,
    kind: "SERVER",
    when: "a resource was read (its address stays inside; refused or failed, as a tool call)",
    status: "OK",
    attributes: [...request, ...caller, official.resourceUri, mission.resultType],
  },
  {
    name: `${promptMethod} <prompt name>`,
    kind: "SERVER",
    when: "a prompt was fetched (refused or failed, as a tool call)",
    status: "OK",
    attributes: [...request, ...caller, official.promptName, mission.resultType],
  },
  {
    name,
    kind: "SERVER",
    when: `a request was answered with 401 or 403 before MCP saw it (a denial only for a token that is refused, a challenge of a 403, or a caller who is known; named \`${httpSpanName}\` where it does not say what it asks for)`,
    status: "ERROR",
    statusMessage: deniedMessage,
    attributes: [...always, ...caller, mission.securityEvent, official.errorType, official.httpStatus],
  },
];
