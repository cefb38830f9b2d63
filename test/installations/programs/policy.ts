import { type AuthorizationContext, deny } from "mcp-trace-kit/instrumentation";

/** Keeps one tool from everybody. */
export const authorize = ({ tool }: AuthorizationContext) =>
  tool === "guarded" ? deny("nobody may") : ("permit" as const);

/** Tokens of the test: the caller is behind the dash, and has the scope `wipe` when it is called `admin`. */
export function verify(token: string) {
  const [word, clientId = ""] = token.split("-");
  if (word !== "valid") return undefined;
  const expiresAt = Math.floor(Date.now() / 1000) + 3600;
  return { token, clientId, scopes: clientId === "admin" ? ["wipe"] : ["read"], expiresAt, extra: { role: "agent" } };
}

export const text = (answer: string) => ({ content: [{ type: "text" as const, text: answer }] });

export function fail({ who }: { who: string }): never {
  throw new RangeError(`failed for ${who}`);
}
