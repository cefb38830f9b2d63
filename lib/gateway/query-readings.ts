import { type Audience, audiencesOf, queryPrefix } from "../access/audiences";
import type { EnforcedCell } from "../access/cells";
import type { Tenant } from "../access/tenant";
import type { Cell } from "../inputs";
import { storeReads } from "../store/read-api";

/** One address at the query gateway, and what lies behind it. */
export interface Reading {
  /** Where it begins, such as `/dev/payments-developers`. */
  readonly prefix: string;
  readonly audience: Audience;
  /** Tenants a query is answered from, all of them at once. */
  readonly tenants: readonly Tenant[];
}

/**
 * Every address at the query gateway of an environment. A store that federates has one for each audience, over all its tenants;
 * one that does not has one for each tenant. An audience that needs a grant has one for each tenant in any case, since a grant
 * may open some tenants and not others.
 */
export function readings(cell: Cell): readonly Reading[] {
  const { federates } = storeReads(cell.kit.store.kind);
  return audiencesOf(cell.access, cell.name).flatMap((audience) => [
    ...(federates ? [{ prefix: queryPrefix(cell.name, audience.id), audience, tenants: audience.tenants }] : []),
    ...(!federates || audience.conditional
      ? audience.tenants.map((tenant) => ({
          prefix: queryPrefix(cell.name, audience.id, tenant.team.id),
          audience,
          tenants: [tenant],
        }))
      : []),
  ]);
}

/** The cells that some addresses let through. */
export function cellsOfReadings(
  environment: string,
  signal: "traces" | "metrics",
  open:
    | readonly Pick<Reading, "tenants" | "audience">[]
    | readonly { tenants: readonly Tenant[]; audience: Pick<Audience, "id" | "conditional"> }[],
  gateway: string,
): readonly EnforcedCell[] {
  const cells = open.flatMap(({ audience, tenants }) =>
    tenants.map(({ team }) => ({
      kind: "read" as const,
      environment,
      team: team.id,
      audience: audience.id,
      signal,
      conditional: audience.conditional,
      by: audience.conditional ? `${gateway}, while a grant is open` : gateway,
    })),
  );
  const seen = new Set<string>();
  return cells.filter(({ audience, team }) => {
    const key = `${audience}/${team}`;
    return !seen.has(key) && seen.add(key);
  });
}
