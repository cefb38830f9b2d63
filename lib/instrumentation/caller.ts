import { createHmac } from "node:crypto";
import { field } from "./field";
import type { NetworkTransport } from "./mcp-request";
import type { RequestExtra } from "./request-extra";

/** Who calls, from verified credentials. */
export interface Caller {
  /** Stable id, cut to 256 characters on the span. */
  readonly id: string;
  readonly role?: string;
}

/** Names the caller of a request, at once. Nothing returned: the caller is not known, and its attributes are absent. */
export type IdentifyCaller = (extra: RequestExtra) => Caller | undefined;

/** The caller of a process that talks over its own standard input. */
const localCaller: Caller = { id: "local" };

/** Shortest key of hashed callers. Unit: characters. Ids can be guessed, so whoever guesses the key has them all. */
export const shortestHashKey = 16;

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/**
 * The caller according to verified credentials: the token's subject (`authInfo.extra.sub`), else its client id; the role
 * is `authInfo.extra.role`. Without credentials `local` over stdio, otherwise unknown. What a client says of itself
 * (`clientInfo`) is never read.
 */
export function verifiedCaller(extra: RequestExtra, transport: NetworkTransport | undefined): Caller | undefined {
  const auth = extra.authInfo;
  if (!auth) return transport === "pipe" ? localCaller : undefined;
  const id = text(auth.extra?.sub) ?? text(auth.clientId);
  // Some verifiers put the token itself where the client id belongs.
  if (id === undefined || id === auth.token) return undefined;
  return { id, role: text(auth.extra?.role) };
}

/**
 * The caller that a hook returned, checked: a promise, or an object without an id, would pass for somebody who is known.
 *
 * @throws TypeError for anything but a caller or nothing.
 */
export function checkedCaller(returned: unknown): Caller | undefined {
  if (returned === undefined || returned === null) return undefined;
  if (typeof field(returned, "then") === "function") {
    // Nobody awaits it, and a rejection that nobody sees ends the process.
    Promise.resolve(returned).catch(() => undefined);
    throw new TypeError("the caller hook returned a promise; it has to return the caller");
  }
  if (text(field(returned, "id")) === undefined)
    throw new TypeError("the caller hook returned something without an id");
  return returned as Caller;
}

/** A caller whose id is told apart from others, and no more. The same key gives the same id in every process. */
export function hashedCaller(caller: Caller | undefined, key: string): Caller | undefined {
  if (!caller || caller.id === localCaller.id) return caller;
  const digest = createHmac("sha256", key).update(caller.id).digest("hex").slice(0, 32);
  return { ...caller, id: `hmac:${digest}` };
}
