import { type OutgoingContext, outgoingMeta } from "./outgoing-meta";
import type { Client } from "./sdk";

type CallToolParams = Parameters<Client["callTool"]>[0];
type CallToolOptions = Parameters<Client["callTool"]>[2];

/**
 * Calls a tool and tells the server which trace it belongs to and how deep in the agent chain it is.
 *
 * `depth` is what the callee will record: 1 for a tool the user's own agent calls, one more for each agent in between.
 *
 * @throws whatever `client.callTool` throws; a context that cannot be read is left out.
 */
export function callWithContext(
  client: Pick<Client, "callTool">,
  params: CallToolParams,
  outgoing: OutgoingContext = {},
  options?: CallToolOptions,
): ReturnType<Client["callTool"]> {
  const meta = { ...params._meta, ...outgoingMeta(outgoing) };
  return client.callTool({ ...params, _meta: meta }, undefined, options);
}
