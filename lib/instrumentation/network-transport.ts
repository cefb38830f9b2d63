import type { NetworkTransport, ToolCallExtra } from "./tool-call";

/**
 * How a request came in.
 *
 * Stdio is recognised by the transport's own fields, because minifiers rename classes. Other transports are not guessed:
 * a web socket taken for stdio would turn every stranger into the caller `local`.
 */
export function networkTransport(transport: unknown, extra: ToolCallExtra): NetworkTransport | undefined {
  if (extra.requestInfo !== undefined) return "tcp";
  if (typeof transport !== "object" || transport === null) return undefined;
  return "_stdin" in transport && "_stdout" in transport ? "pipe" : undefined;
}
