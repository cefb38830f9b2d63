import "reflect-metadata";
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
  X509CrlGenerator,
  X509CrlReason,
} from "@peculiar/x509";
import { algorithm, exportKey, generateKeys, importKeys } from "./key-pair";
import { pem } from "./pem";
import { makeRoot } from "./root";
import { validity } from "./validity";

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
  /** Unit: hours. Default, and at most: as long as its authority. */
  readonly hours?: number;
}

/** A certificate authority of one environment. */
export interface Authority {
  /** Its own certificate, PEM. */
  readonly certificate: string;
  issue(subject: Subject): Promise<Credential>;
  /** Its revocation list, PEM: serial numbers, hexadecimal, of certificates that it no longer stands for. Unit: hours it holds. */
  revoked(serials: readonly string[], hours?: number): Promise<string>;
}

/** Makes an authority. Nothing is written: the caller decides where it lives, and it is never inside the repository. */
export async function makeAuthority(name: string, hours = 24): Promise<Authority> {
  return openAuthority(await makeRoot(name, hours));
}

/** An authority that was made before. Throws where certificate and key are none, or not of each other. */
export async function openAuthority({ certificate, key }: Credential): Promise<Authority> {
  const root = new X509Certificate(certificate);
  const keys = await importKeys(key);
  if (!(await root.verify({ publicKey: keys.publicKey, signatureOnly: true }))) {
    throw new Error("the authority's key does not belong to its certificate");
  }

  return {
    certificate,
    issue: async (subject) => {
      const own = await generateKeys();
      const issued = await X509CertificateGenerator.create({
        issuer: root.subject,
        subject: `CN=${subject.dns?.[0] ?? "mcp-trace-kit"}`,
        signingKey: keys.privateKey,
        publicKey: own.publicKey,
        signingAlgorithm: algorithm,
        ...validity(subject.hours ?? Number.POSITIVE_INFINITY, root.notAfter),
        extensions: [
          new BasicConstraintsExtension(false, undefined, true),
          new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
          new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth, ExtendedKeyUsage.serverAuth]),
          new SubjectAlternativeNameExtension(alternativeNames(subject)),
          // Whoever checks strictly, as Python does from 3.13 on, demands both.
          await SubjectKeyIdentifierExtension.create(own.publicKey),
          await AuthorityKeyIdentifierExtension.create(keys.publicKey),
        ],
      });
      return { certificate: pem(issued.toString("pem")), key: await exportKey(own.privateKey) };
    },
    revoked: async (serials, hours = 24) => {
      const { notBefore: thisUpdate, notAfter: nextUpdate } = validity(hours, root.notAfter);
      const list = await X509CrlGenerator.create({
        issuer: root.subject,
        signingKey: keys.privateKey,
        signingAlgorithm: algorithm,
        ...{ thisUpdate, nextUpdate },
        extensions: [await AuthorityKeyIdentifierExtension.create(keys.publicKey)],
        // With a reason: an entry without one would be written with an empty list, which is no valid form.
        entries: serials.map((serialNumber) => ({ serialNumber, reason: X509CrlReason.keyCompromise })),
      });
      // The label that OpenSSL looks for; the library writes another.
      return pem(list.toString("pem").replaceAll(" CRL-----", " X509 CRL-----"));
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
