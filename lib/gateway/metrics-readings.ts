import { type MetricsReader, metricsPrefix, metricsReadersOf } from "../access/audiences";
import type { Tenant } from "../access/tenant";
import type { Cell } from "../inputs";

/** One address at the metrics gateway, and whose metrics lie behind it. */
export interface MetricsReading {
  readonly prefix: string;
  readonly audience: MetricsReader;
  readonly tenants: readonly Tenant[];
  /** Whether these are all teams, so that the environment alone has to be enforced. */
  readonly everyTenant: boolean;
}

/** Every address at the metrics gateway: one for each reader, and one for each team where a grant may open some and not others. */
export function metricsReadings(cell: Cell): readonly MetricsReading[] {
  return metricsReadersOf(cell.access, cell.name).flatMap((audience) => {
    const prefix = metricsPrefix(cell.name, audience.id);
    const { tenants, everyTenant } = audience;
    const each = audience.conditional ? tenants : [];
    return [
      { prefix, audience, tenants, everyTenant },
      ...each.map((tenant) => ({
        prefix: `${prefix}/${tenant.team.id}`,
        audience,
        tenants: [tenant],
        everyTenant: false,
      })),
    ];
  });
}
