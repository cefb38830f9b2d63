import { X509Certificate } from "node:crypto";
import { z } from "zod";
import { lifeOf } from "./life";

const entry = z.strictObject({
  /** Hexadecimal, in lower case. */
  serial: z.string().regex(/^[0-9a-f]{2,64}$/),
  /** Whose it is, as `Holder.id`. */
  holder: z.string().min(1),
  from: z.iso.datetime(),
  until: z.iso.datetime(),
  revokedAt: z.iso.datetime().optional(),
});

/** Every certificate that an environment's authority issued: what can be revoked, and what still holds. */
export const ledgerSchema = z.strictObject({ environment: z.string(), certificates: z.array(entry) });

export type Ledger = z.output<typeof ledgerSchema>;
export type LedgerEntry = Ledger["certificates"][number];

/** The ledger with one more certificate. */
export function issued(ledger: Ledger, holder: string, certificate: string): Ledger {
  const { from, until } = lifeOf(certificate);
  const serial = serialOf(certificate);
  const written = { serial, holder, from: from.toISOString(), until: until.toISOString() };
  return { ...ledger, certificates: [...ledger.certificates, written] };
}

/** The ledger without standing for whatever `which` names: a serial number, or a holder, of whom it is all that still holds. */
export function revoked(ledger: Ledger, which: string, now: Date): Ledger {
  const certificates = ledger.certificates.map((one) =>
    names(one, which) && holds(one, now) ? { ...one, revokedAt: now.toISOString() } : one,
  );
  return { ...ledger, certificates };
}

/** Serial numbers that go on the revocation list: what has ended is refused without it. */
export function revokedSerials({ certificates }: Ledger, now: Date): readonly string[] {
  return certificates
    .filter(({ revokedAt, until }) => revokedAt !== undefined && new Date(until) > now)
    .map(({ serial }) => serial);
}

/** Certificates that would still be accepted. */
export function holding({ certificates }: Ledger, now: Date): readonly LedgerEntry[] {
  return certificates.filter((one) => holds(one, now));
}

function serialOf(certificate: string): string {
  return new X509Certificate(certificate).serialNumber.toLowerCase();
}

function names({ serial, holder }: LedgerEntry, which: string): boolean {
  return holder === which || serial === which.toLowerCase();
}

function holds({ revokedAt, until }: LedgerEntry, now: Date): boolean {
  return revokedAt === undefined && new Date(until) > now;
}
