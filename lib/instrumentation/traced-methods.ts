import type { Attributes } from "@opentelemetry/api";
import { mission } from "../telemetry/mission";
import { official } from "../telemetry/official";
import { promptMethod, resourceMethod, toolCallMethod, toolSpanPrefix } from "../telemetry/span-shapes";

/** How requests of one method are told. */
interface Traced {
  /** Parameter that names what is asked for. */
  readonly target: "name" | "uri";
  readonly spanName: (target: string) => string;
  readonly attributes: (target: string) => Attributes;
}

/**
 * The requests that get a span: those that do or reveal something. Lists, pings and notifications do not.
 *
 * A resource's address may hold anything, so it is an attribute that stays inside, and never part of a name.
 */
export const tracedMethods = {
  [toolCallMethod]: {
    target: "name",
    spanName: (tool) => `${toolSpanPrefix}${tool}`,
    attributes: (tool) => ({
      [mission.toolName.name]: tool,
      [official.toolName.name]: tool,
      [official.operationName.name]: "execute_tool",
    }),
  },
  [resourceMethod]: {
    target: "uri",
    spanName: () => resourceMethod,
    attributes: (uri) => ({ [official.resourceUri.name]: uri }),
  },
  [promptMethod]: {
    target: "name",
    spanName: (prompt) => `${promptMethod} ${prompt}`,
    attributes: (prompt) => ({ [official.promptName.name]: prompt }),
  },
} as const satisfies Record<string, Traced>;

export type TracedMethod = keyof typeof tracedMethods;

export function isTraced(method: unknown): method is TracedMethod {
  return typeof method === "string" && Object.hasOwn(tracedMethods, method);
}
