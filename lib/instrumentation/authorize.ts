import type { Caller } from "./caller";
import { reportFailure } from "./report-failure";
import type { ToolCallExtra } from "./tool-call";

/** The outcome of an authorization. */
export type Decision = "permit" | "deny";

/** What an authorization may look at. */
export interface AuthorizationContext {
  readonly tool: string;
  /** Arguments as the caller wrote them, not yet validated. */
  readonly arguments: unknown;
  /** Absent when the caller is not known. */
  readonly caller: Caller | undefined;
  /** Hops since the user's instruction as the caller states them: a hint, nothing to trust. */
  readonly depth: number | undefined;
  readonly extra: ToolCallExtra;
}

/** Decides one call. Throwing, or returning anything but `permit`, refuses it. */
export type Authorize = (context: AuthorizationContext) => Decision | Promise<Decision>;

/** Asks the hook; closed by default. Never throws. */
export async function decide(authorize: Authorize, context: AuthorizationContext): Promise<Decision> {
  try {
    return (await authorize(context)) === "permit" ? "permit" : "deny";
  } catch (error) {
    reportFailure("the authorize hook, so the call is refused", error);
    return "deny";
  }
}
