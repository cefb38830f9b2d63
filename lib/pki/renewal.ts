import type { Cell } from "../inputs";
import { type Authority, type Credential, openAuthority } from "./authority";
import { type Fault, faultOf, works } from "./fault";
import { holdersOf } from "./holders";
import { issued, type Ledger, revokedSerials } from "./ledger";
import { dueFrom, lifeOf } from "./life";
import type { PkiFolder } from "./pki-folder";
import { type ListFault, listFault, listLife } from "./revocation-list";
import { makeRoot } from "./root";
import { day } from "./validity";

/** One thing that was made anew, and why. */
export interface Renewed {
  /** A holder, `authority` or `revocation-list`. */
  readonly id: string;
  readonly why: Fault | ListFault | "asked for" | "the authority was renewed";
  readonly until: string;
}

export interface RenewalOptions {
  /** Holders; all unless it is said. */
  readonly only?: readonly string[];
  /** `broken`: what is missing or does not work. `due`: what is past half its life too. `all`: what is good as well. */
  readonly which: "broken" | "due" | "all";
  readonly now: Date;
}

/** What an authority is called on its certificate. */
export function authorityName({ kit, name }: Pick<Cell, "kit" | "name">): string {
  return `${kit.name} ${name}`;
}

/**
 * Makes what is needed anew and leaves the rest as it is, so that a run that was interrupted is mended by the next. A certificate
 * is in the list of what was issued before its holder has it: none is ever out that could not be revoked.
 */
export async function renew(folder: PkiFolder, cell: Cell, options: RenewalOptions): Promise<readonly Renewed[]> {
  const { now, which, only } = options;
  return folder.alone(async () => {
    const done: Renewed[] = [];
    const root = await currentRoot(folder, cell, options, done);
    const authority = await openAuthority(root);
    let ledger = await folder.ledger();
    for (const holder of holdersOf(cell)) {
      if (only && !only.includes(holder.id)) continue;
      const credential = await folder.credential(holder.id);
      const fault = faultOf(holder, credential, faultGround(root, ledger, now));
      const why = needed(fault, which);
      if (why) {
        const fresh = await authority.issue({ ...holder.subject, hours: cell.kit.pki.certificateDays * day });
        ledger = issued(ledger, holder.id, fresh.certificate);
        await folder.keepLedger(ledger);
        await folder.keep(holder.id, fresh, root.certificate);
        done.push({ id: holder.id, why, until: untilOf(fresh.certificate) });
      } else if (credential && (await folder.trusted(holder.id)) !== root.certificate) {
        await folder.keep(holder.id, credential, root.certificate);
        done.push({ id: holder.id, why: "the authority was renewed", until: untilOf(credential.certificate) });
      }
    }
    await keepList(folder, cell, authority, ledger, options, done);
    return done;
  });
}

/** What a certificate is held against. */
export function faultGround({ certificate }: Credential, ledger: Ledger, now: Date) {
  return { authority: certificate, revoked: new Set(revokedSerials(ledger, now)), now };
}

/** The authority, with a new certificate for its key where half its life is over. */
async function currentRoot(
  folder: PkiFolder,
  cell: Cell,
  { which, only, now }: RenewalOptions,
  done: Renewed[],
): Promise<Credential> {
  const root = await folder.neededAuthority();
  if (which === "broken" || only || dueFrom(lifeOf(root.certificate)) > now) return root;
  const renewed = await makeRoot(authorityName(cell), cell.kit.pki.authorityDays * day, root.key);
  await folder.keepAuthority(renewed);
  done.push({ id: "authority", why: "past half its life", until: untilOf(renewed.certificate) });
  return renewed;
}

/** The list, where one is used: it names what is revoked, and gateways refuse everybody once it is out of date. */
async function keepList(
  folder: PkiFolder,
  cell: Cell,
  authority: Authority,
  ledger: Ledger,
  { which, now }: RenewalOptions,
  done: Renewed[],
): Promise<void> {
  const list = await folder.revocationList();
  if (!list && !cell.settings.ingest.revocation) return;
  const why = needed(listFault(list, ledger, now), which);
  if (!why) return;
  const fresh = await authority.revoked(revokedSerials(ledger, now), cell.kit.pki.certificateDays * day);
  await folder.keepRevocationList(fresh);
  done.push({ id: "revocation-list", why, until: listLife(fresh).until.toISOString() });
}

function needed<F extends Fault | ListFault>(
  fault: F | undefined,
  which: RenewalOptions["which"],
): F | "asked for" | undefined {
  if (which === "broken" && works(fault)) return undefined;
  return fault ?? (which === "all" ? "asked for" : undefined);
}

function untilOf(certificate: string): string {
  return lifeOf(certificate).until.toISOString();
}
