import "reflect-metadata";
import { X509Crl } from "@peculiar/x509";
import type { Cell } from "../inputs";
import { openAuthority } from "./authority";
import type { Fault } from "./fault";
import { holding, type Ledger, revoked, revokedSerials } from "./ledger";
import { dueFrom, type Life } from "./life";
import type { PkiFolder } from "./pki-folder";
import { day } from "./validity";

/** How long a revocation list holds. Gateways refuse everybody with one that is out of date. */
export function listLife(list: string): Life {
  const { thisUpdate, nextUpdate } = parsed(list);
  // Ours always says when the next one comes.
  return { from: thisUpdate, until: nextUpdate ?? thisUpdate };
}

/** Why the list has to be written anew: it ends, or lacks what the ledger says. */
export function listFault(list: string | undefined, ledger: Ledger, now: Date): ListFault | undefined {
  if (list === undefined) return "missing";
  const { from, until } = listLife(list);
  if (until <= now) return "expired";
  const on = new Set(parsed(list).entries.map(({ serialNumber }) => serialNumber.toLowerCase()));
  if (revokedSerials(ledger, now).some((serial) => !on.has(serial))) return "not complete";
  return dueFrom({ from, until }) <= now ? "past half its life" : undefined;
}

export type ListFault = Extract<Fault, "missing" | "expired" | "past half its life"> | "not complete";

function parsed(list: string): X509Crl {
  return new X509Crl(list.replaceAll(" X509 CRL-----", " CRL-----"));
}

/** Stops standing for certificates, and writes the list anew. Says which serial numbers are new on it. */
export async function revoke(
  folder: PkiFolder,
  cell: Cell,
  which: readonly string[],
  now: Date,
): Promise<{ readonly added: readonly string[]; readonly unknown: readonly string[] }> {
  return folder.alone(async () => {
    const root = await folder.neededAuthority();
    const before = await folder.ledger();
    const open = holding(before, now);
    const unknown = which.filter((name) => !open.some(({ holder, serial }) => holder === name || serial === name));
    if (unknown.length > 0) return { added: [], unknown };
    const after = which.reduce((ledger, name) => revoked(ledger, name, now), before);
    // First what is revoked, then the list: a run that ends in between is mended by the next one.
    await folder.keepLedger(after);
    const serials = revokedSerials(after, now);
    const authority = await openAuthority(root);
    await folder.keepRevocationList(await authority.revoked(serials, cell.kit.pki.certificateDays * day));
    const known = revokedSerials(before, now);
    return { added: serials.filter((serial) => !known.includes(serial)), unknown: [] };
  });
}
