import { createHmac, generateKeyPairSync, type JsonWebKey, type KeyObject, sign } from "node:crypto";

/** What a token says. `undefined` leaves a claim out. */
export type Claims = Readonly<Record<string, unknown>>;

/** A key that tokens are signed with, and how its owner publishes it. */
export interface SigningKey {
  readonly id: string;
  readonly algorithm: "RS256" | "ES256";
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export function makeKey(id: string, algorithm: SigningKey["algorithm"] = "RS256"): SigningKey {
  const pair =
    algorithm === "RS256"
      ? generateKeyPairSync("rsa", { modulusLength: 2_048 })
      : generateKeyPairSync("ec", { namedCurve: "P-256" });
  return { id, algorithm, ...pair };
}

/** A key as a key set lists it. */
export function published({ id, algorithm, publicKey }: SigningKey): JsonWebKey {
  return { ...publicKey.export({ format: "jwk" }), kid: id, alg: algorithm, use: "sig" };
}

/** A token as the key's owner signs it. `header` may lie about all that a header can say. */
export function signed(key: SigningKey, claims: Claims, header: Claims = {}): string {
  const input = unsigned({ alg: key.algorithm, kid: key.id, typ: "JWT", ...header }, claims);
  const signature = sign("sha256", Buffer.from(input), { key: key.privateKey, dsaEncoding: "ieee-p1363" });
  return `${input}.${signature.toString("base64url")}`;
}

/** A token whose secret is the public key: whoever lets the header choose the algorithm takes it for genuine. */
export function confused(key: SigningKey, claims: Claims): string {
  const input = unsigned({ alg: "HS256", kid: key.id, typ: "JWT" }, claims);
  const secret = key.publicKey.export({ format: "pem", type: "spki" });
  return `${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`;
}

/** A token that says that it needs no signature. */
export function unproven(claims: Claims, algorithm = "none"): string {
  return `${unsigned({ alg: algorithm, typ: "JWT" }, claims)}.`;
}

/** The same token with other claims under the old signature. */
export function tampered(token: string, claims: Claims): string {
  const [header, , signature] = token.split(".");
  return [header, base64({ ...claims }), signature].join(".");
}

function unsigned(header: Claims, claims: Claims): string {
  return `${base64(header)}.${base64(claims)}`;
}

function base64(part: Claims): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}
