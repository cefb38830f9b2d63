import type { IncomingMessage } from "node:http";
import type { Caller } from "../../lib/instrumentation";
import type { AuthInfo } from "./sdk";

/** Whom a bearer token belongs to. */
export type TokenRegister = ReadonlyMap<string, Caller>;

/** Verifies the bearer token of a request. Nothing returned: no token, or one that is not registered. */
export function verifyBearer(
  request: IncomingMessage,
  tokens: TokenRegister,
): (AuthInfo & { caller: Caller }) | undefined {
  const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  const caller = token === undefined ? undefined : tokens.get(token);
  if (token === undefined || !caller) return undefined;
  return { token, clientId: caller.id, scopes: [], extra: { role: caller.role }, caller };
}
