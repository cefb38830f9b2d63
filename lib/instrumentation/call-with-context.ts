import { type OutgoingContext, outgoingMeta } from "./outgoing-meta";
import type { CallParams } from "./sdk";

/** A client of either generation of the SDK, as far as it is used. */
interface ToolClient<P, R> {
  callTool(params: P, ...options: never[]): R;
}

/**
 * Calls a tool and tells the server which trace it belongs to and how deep in the agent chain it is.
 *
 * `depth` is what the callee will record: 1 for a tool the user's own agent calls, one more for each agent in between. Inside a handler of
 * an instrumented server both are known, and `outgoing` can be left out.
 *
 * @throws whatever `client.callTool` throws; a context that cannot be read is left out.
 */
export function callWithContext<P extends CallParams, R>(
  client: ToolClient<P, R>,
  params: P,
  outgoing: OutgoingContext = {},
  ...options: readonly unknown[]
): R {
  const sent = { ...params, _meta: { ...params._meta, ...outgoingMeta(outgoing) } };
  return (client.callTool as (params: P, ...rest: readonly unknown[]) => R).call(client, sent, ...options);
}
