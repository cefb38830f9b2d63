import { field } from "./field";
import { networkTransport } from "./network-transport";
import { type RequestExtra, requestExtra } from "./request-extra";
import type { LowLevelServer } from "./sdk";
import { type TracedMethod, tracedMethods } from "./traced-methods";

/** How a request came: `tcp` for HTTP, `pipe` for stdio. Absent where it cannot be told. */
export type NetworkTransport = "tcp" | "pipe";

/** One request that gets a span, before anything was checked. */
export interface McpRequest {
  readonly method: TracedMethod;
  /** Tool, resource or prompt as the caller wrote it: any text, perhaps of one that does not exist. Empty when there was none. */
  readonly target: string;
  /** Arguments as the caller wrote them. */
  readonly arguments: unknown;
  /** `params._meta`, where trace context travels. */
  readonly meta: unknown;
  readonly extra: RequestExtra;
  readonly transport: NetworkTransport | undefined;
}

/** Reads a request as it came off the wire. */
export function mcpRequest(server: LowLevelServer, method: TracedMethod, params: unknown, sdk: unknown): McpRequest {
  const target = field(params, tracedMethods[method].target);
  const extra = requestExtra(sdk);
  return {
    method,
    target: typeof target === "string" ? target : "",
    arguments: field(params, "arguments"),
    meta: field(params, "_meta"),
    extra,
    transport: networkTransport(server.transport, extra),
  };
}
