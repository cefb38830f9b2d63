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
    "of another authority": !own.verify(new X509Certificate(against.authority).publicKey),
    revoked: against.revoked.has(own.serialNumber.toLowerCase()),
    expired: until <= against.now,
    "of other names": !sameNames(own.subjectAltName ?? "", subject),
    "past half its life": dueFrom({ ...life, until }) <= against.now,
  };
  return faults.filter((fault) => is[fault]);
}

function sameNames(written: string, { identity, dns = [], ips = [] }: Holder["subject"]): boolean {
  const wanted = [
    ...(identity ? [`URI:${identity}`] : []),
    ...dns.map((name) => `DNS:${name}`),
    ...ips.map((address) => `IP Address:${address}`),
  ];
  return written === wanted.join(", ");
}
