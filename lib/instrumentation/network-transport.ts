import type { NetworkTransport } from "./mcp-request";
import type { RequestExtra } from "./request-extra";

/**
 * How a request came in.
 *
 * Stdio is recognised by the transport's own fields, because minifiers rename classes. Other transports are not guessed:
 * a web socket taken for stdio would turn every stranger into the caller `local`.
 */
export function networkTransport(transport: unknown, extra: RequestExtra): NetworkTransport | undefined {
  if (extra.http) return "tcp";
  return isStdio(transport) || isStdio(wireOf(transport)) ? "pipe" : undefined;
}

function isStdio(transport: unknown): boolean {
  return typeof transport === "object" && transport !== null && "_stdin" in transport && "_stdout" in transport;
}

/** `serveStdio` of SDK 2.x puts a channel of its own before the transport. */
function wireOf(channel: unknown): unknown {
  return typeof channel === "object" && channel !== null && "_wire" in channel ? channel._wire : undefined;
}
