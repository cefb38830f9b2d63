import type { Caller } from "./caller";
import type { McpRequest } from "./mcp-request";
import { reportFailure } from "./report-failure";
import type { RequestExtra } from "./request-extra";
import type { TracedMethod } from "./traced-methods";

/** The outcome of an authorization. */
export type Decision = "permit" | "deny";

/** A refusal with its reason, which goes on the span and never to the caller. */
export interface Denial {
  readonly decision: "deny";
  readonly reason: string;
}

/** What an authorization may look at. */
export interface AuthorizationContext {
  /** `tools/call`, `resources/read` or `prompts/get`. */
  readonly method: TracedMethod;
  /** Tool, address of the resource, or prompt, as the caller wrote it. */
  readonly target: string;
  /** The tool; absent for resources and prompts. */
  readonly tool: string | undefined;
  /** Arguments as the caller wrote them, not yet validated. */
  readonly arguments: unknown;
  /** Absent when the caller is not known. */
  readonly caller: Caller | undefined;
  /** Hops since the user's instruction as the caller states them: a hint, nothing to trust. */
  readonly depth: number | undefined;
  readonly extra: RequestExtra;
}

/** Decides one call. Throwing, or returning anything but `permit`, refuses it. */
export type Authorize = (context: AuthorizationContext) => Decision | Denial | Promise<Decision | Denial>;

/** Refuses, and says on the span why. Longest reason: 256 characters; put no argument in it. */
export function deny(reason: string): Denial {
  return { decision: "deny", reason };
}

/** What was decided, and why where the hook said so. */
export interface Decided {
  readonly decision: Decision;
  readonly reason?: string;
}

/** Asks the hook; closed by default. Never throws. */
export async function decide(
  authorize: Authorize,
  { method, target, arguments: args, extra }: McpRequest,
  caller: Caller | undefined,
  depth: number | undefined,
): Promise<Decided> {
  try {
    const tool = method === "tools/call" ? target : undefined;
    const answer: unknown = await authorize({ method, target, tool, arguments: args, caller, depth, extra });
    if (answer === "permit") return { decision: "permit" };
    const reason: unknown = typeof answer === "object" && answer !== null ? Reflect.get(answer, "reason") : undefined;
    return { decision: "deny", ...(typeof reason === "string" && { reason }) };
  } catch (error) {
    reportFailure("the authorize hook, so the call is refused", error);
    return { decision: "deny" };
  }
}
