import { type Claims, confused, makeKey, signed, tampered, unproven } from "../people/tokens";
import { newTraceId } from "../traffic";
import { type Attempt, ask, type Ground } from "./attempt";

/** Tokens that prove nothing. */
export function tokenAttempts(ground: Ground): readonly Attempt[] {
  const { cell, insider, own } = ground;
  const { signIn } = cell;
  const [key, second] = signIn.keys;
  if (!key || !second) throw new Error("two keys are needed");
  const claims = signIn.claims(insider);
  const genuine = signIn.token(insider);
  const now = Math.floor(Date.now() / 1_000);
  const stranger = makeKey(key.id);

  const withToken = (what: string, wanted: number, says: RegExp, token: string | null, headers = {}): Attempt => {
    const path = own.prefix + cell.store.api.path(newTraceId());
    return { what, wanted, reason: { path, says }, send: () => ask(ground, { path, token, headers }) };
  };
  const changed = (what: string, wanted: number, says: RegExp, changes: Claims) =>
    withToken(what, wanted, says, signIn.token(insider, changes));
  const none = newTraceId();

  return [
    withToken("no token", 401, /Jwt_is_missing/, null),
    withToken("a password instead of a token", 401, /Jwt_is_missing/, null, { authorization: "Basic YTpi" }),
    withToken("the scheme in lower case", 401, /Jwt/, null, { authorization: `bearer ${genuine}` }),
    withToken("two tokens", 401, /Jwt/, null, { authorization: [`Bearer ${genuine}`, `Bearer ${genuine}`] }),
    withToken("a token in a cookie", 401, /Jwt_is_missing/, null, { cookie: `access_token=${genuine}` }),
    withToken("a token in a header nobody reads", 401, /Jwt_is_missing/, null, { "x-access-token": genuine }),
    {
      what: "a token in the address",
      wanted: 401,
      reason: { path: own.prefix + cell.store.api.path(none), says: /Jwt_is_missing/ },
      send: () =>
        ask(ground, { path: `${own.prefix}${cell.store.api.path(none)}?access_token=${genuine}`, token: null }),
    },
    withToken("no token at all, but a word", 401, /Jwt/, "token"),
    changed("a token that expired", 401, /expired/, { iat: now - 900, exp: now - 600 }),
    changed("a token that never expires", 401, /Jwt/, { exp: undefined }),
    changed("a token that is not valid yet", 401, /not_yet_valid/, { nbf: now + 600 }),
    changed("a token of another issuer", 401, /issuer/i, { iss: `${signIn.settings.issuer}x` }),
    changed("a token without an issuer", 401, /Jwt/, { iss: undefined }),
    changed("a token for another service", 403, /[Aa]udience/, {
      aud: "another-service",
      client_id: "another-service",
    }),
    changed("a token for nobody", 403, /[Aa]udience/, { aud: undefined, client_id: undefined }),
    withToken("a token that says it needs no signature", 401, /Jwt/, unproven(claims)),
    withToken("the same in capital letters", 401, /Jwt/, unproven(claims, "None")),
    withToken("a token signed with the public key as a secret", 401, /Jwt/, confused(key, claims)),
    withToken("a token of another key under a known name", 401, /verification_fails/, signed(stranger, claims)),
    withToken("a token of a key nobody knows", 401, /Jwt/, signed(makeKey("unknown"), claims)),
    withToken("a token whose header names another algorithm", 401, /Jwt/, signed(second, claims, { alg: "RS256" })),
    withToken(
      "a token that brings its own key",
      401,
      /Jwt/,
      signed(stranger, claims, { kid: "own", jku: "https://keys.example/" }),
    ),
    withToken(
      "a token whose claims were changed",
      401,
      /verification_fails/,
      tampered(genuine, { ...claims, sub: "root" }),
    ),
    withToken("a token without its signature", 401, /Jwt/, genuine.split(".").slice(0, 2).join(".")),
    withToken("a token with an empty signature", 401, /Jwt/, `${genuine.split(".").slice(0, 2).join(".")}.`),
  ];
}
