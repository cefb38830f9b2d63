import type { RequestHandlerExtra, ServerNotification, ServerRequest } from "./sdk";

/** What the SDK hands to a request handler beside the request. Holds the raw token: never put it on a span. */
export type ToolCallExtra = RequestHandlerExtra<ServerRequest, ServerNotification>;

/** How the request came: `tcp` for HTTP, `pipe` for stdio. Absent where it cannot be told. */
export type NetworkTransport = "tcp" | "pipe";

/** One `tools/call` request, before anything was checked. */
export interface ToolCall {
  /** Name as the caller wrote it: any text, perhaps of a tool that does not exist. Empty when there was none. */
  readonly tool: string;
  /** Arguments as the caller wrote them. */
  readonly arguments: unknown;
  /** `params._meta`, where trace context travels. */
  readonly meta: unknown;
  readonly extra: ToolCallExtra;
  readonly transport: NetworkTransport | undefined;
}
