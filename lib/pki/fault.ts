import { createPrivateKey, X509Certificate } from "node:crypto";
import type { Credential } from "./authority";
import type { Holder } from "./holders";
import { dueFrom, lifeOf } from "./life";

/** What is wrong with a certificate, the worst first. Only the last one still works. */
const faults = [
  "missing",
  "not readable",
  "of another key",
  "of another authority",
  "revoked",
  "expired",
  "of other names",
  "past half its life",
] as const;

export type Fault = (typeof faults)[number];

interface Against {
  /** Certificate of the authority, PEM. */
  readonly authority: string;
  /** Serial numbers that the authority no longer stands for. */
  readonly revoked: ReadonlySet<string>;
  readonly now: Date;
}

/** Why a holder needs a new certificate; nothing where it has a good one. */
export function faultOf(holder: Holder, credential: Credential | undefined, against: Against): Fault | undefined {
  if (!credential) return "missing";
  let found: readonly Fault[];
  try {
    found = faultsIn(holder, credential, against);
  } catch {
    return "not readable";
  }
  return faults.find((fault) => found.includes(fault));
}

/** Whether a holder can work with what it has. */
export function works(fault: string | undefined): boolean {
  return fault === undefined || fault === "past half its life";
}

function faultsIn({ subject }: Holder, { certificate, key }: Credential, against: Against): readonly Fault[] {
  const own = new X509Certificate(certificate);
  const { until, ...life } = lifeOf(certificate);
  const is: Partial<Record<Fault, boolean>> = {
    "of another key": !own.checkPrivateKey(createPrivateKey(key)),
    "of another authority": !isOf(certificate, against.authority),
    revoked: against.revoked.has(own.serialNumber.toLowerCase()),
    expired: until <= against.now,
    "of other names": !bears(own.subjectAltName ?? "", subject),
    "past half its life": dueFrom({ ...life, until }) <= against.now,
  };
  return faults.filter((fault) => is[fault]);
}

/** Certificates that a deployer brought may have others in between, and more names than are asked for. */
function isOf(certificate: string, authority: string): boolean {
  const chain = certificatesIn(certificate);
  const trusted = certificatesIn(authority);
  return chain.every((one, index) => {
    const next = chain[index + 1];
    const above = next ? [next] : trusted;
    return above.some(({ publicKey }) => one.verify(publicKey));
  });
}

function certificatesIn(pem: string): readonly X509Certificate[] {
  const texts = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return texts.map((text) => new X509Certificate(text));
}

function bears(written: string, { identity, dns = [], ips = [] }: Holder["subject"]): boolean {
  const names = written.split(", ");
  const wanted = [
    ...(identity ? [`URI:${identity}`] : []),
    ...dns.map((name) => `DNS:${name}`),
    ...ips.map((address) => `IP Address:${address}`),
  ];
  return wanted.every((name) => names.includes(name));
}
