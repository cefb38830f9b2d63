import type { Cell } from "../inputs";
import type { Credential } from "./authority";
import { type Fault, faultOf } from "./fault";
import { holdersOf } from "./holders";
import { holding, type Ledger } from "./ledger";
import { dueFrom, type Life, lifeOf } from "./life";
import type { PkiFolder } from "./pki-folder";
import { faultGround } from "./renewal";
import { type ListFault, listFault, listLife } from "./revocation-list";

/** One certificate, authority or list of an environment, as it stands. */
export interface InventoryRow {
  readonly environment: string;
  /** A holder, `authority` or `revocation-list`. */
  readonly id: string;
  readonly names: readonly string[];
  readonly until?: string;
  /** From when on it is renewed. */
  readonly dueFrom?: string;
  /** What is wrong with it. `not configured`: it still holds, and nobody by that name needs it any more. */
  readonly fault?: Fault | ListFault | "not configured";
}

/** Everything of one environment, what is missing included. */
export async function inventory(folder: PkiFolder, cell: Cell, now: Date): Promise<readonly InventoryRow[]> {
  const environment = cell.name;
  const root = await folder.authority();
  if (!root) return [{ environment, id: "authority", names: [], fault: "missing" }];
  const ledger = await folder.ledger();
  const holders = holdersOf(cell);
  const rows = holders.map(async (holder): Promise<InventoryRow> => {
    const credential = await folder.credential(holder.id);
    const fault = faultOf(holder, credential, faultGround(root, ledger, now));
    const { identity, dns = [] } = holder.subject;
    const names = [...(identity ? [identity] : []), ...dns];
    return { environment, id: holder.id, names, ...timesOf(credential), ...(fault && { fault }) };
  });
  return [
    authorityRow(environment, root, now),
    ...(await Promise.all(rows)),
    ...(await listRows(folder, cell, ledger, now)),
    ...leftOver(
      environment,
      ledger,
      holders.map(({ id }) => id),
      now,
    ),
  ];
}

/** Whether something has to be done, so that nothing stops. What is left over stops nothing. */
export function isDue({ fault }: InventoryRow): boolean {
  return fault !== undefined && fault !== "not configured";
}

function authorityRow(environment: string, { certificate }: Credential, now: Date): InventoryRow {
  const life = lifeOf(certificate);
  const fault = life.until <= now ? "expired" : dueFrom(life) <= now ? "past half its life" : undefined;
  return { environment, id: "authority", names: [], ...times(life), ...(fault && { fault }) };
}

async function listRows(folder: PkiFolder, cell: Cell, ledger: Ledger, now: Date): Promise<readonly InventoryRow[]> {
  const list = await folder.revocationList();
  if (list === undefined && !cell.settings.ingest.revocation) return [];
  const fault = listFault(list, ledger, now);
  const life = list === undefined ? {} : times(listLife(list));
  return [{ environment: cell.name, id: "revocation-list", names: [], ...life, ...(fault && { fault }) }];
}

function leftOver(environment: string, ledger: Ledger, ids: readonly string[], now: Date): readonly InventoryRow[] {
  return holding(ledger, now)
    .filter(({ holder }) => !ids.includes(holder))
    .map(({ holder, serial, until }) => {
      return { environment, id: holder, names: [`serial ${serial}`], until, fault: "not configured" };
    });
}

/** Nothing where there is no certificate, or none that can be read. */
function timesOf(credential: Credential | undefined): Pick<InventoryRow, "until" | "dueFrom"> {
  try {
    return credential ? times(lifeOf(credential.certificate)) : {};
  } catch {
    return {};
  }
}

function times(life: Life) {
  return { until: life.until.toISOString(), dueFrom: dueFrom(life).toISOString() };
}
