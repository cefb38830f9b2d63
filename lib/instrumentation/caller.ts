import type { NetworkTransport, ToolCallExtra } from "./tool-call";

/** Who calls, from verified credentials. */
export interface Caller {
  /** Stable id, cut to 256 characters on the span. */
  readonly id: string;
  readonly role?: string;
}

/** Names the caller of a request. Nothing returned: the caller is not known, and its attributes are absent. */
export type IdentifyCaller = (extra: ToolCallExtra) => Caller | undefined;

/** The caller of a process that talks over its own standard input. */
const localCaller: Caller = { id: "local" };

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/**
 * The caller according to verified credentials: the token's subject (`authInfo.extra.sub`), else its client id; the role
 * is `authInfo.extra.role`. Without credentials `local` over stdio, otherwise unknown. What a client says of itself
 * (`clientInfo`) is never read.
 */
export function verifiedCaller(extra: ToolCallExtra, transport: NetworkTransport | undefined): Caller | undefined {
  const auth = extra.authInfo;
  if (!auth) return transport === "pipe" ? localCaller : undefined;
  const id = text(auth.extra?.sub) ?? text(auth.clientId);
  // Some verifiers put the token itself where the client id belongs.
  if (id === undefined || id === auth.token) return undefined;
  return { id, role: text(auth.extra?.role) };
}
