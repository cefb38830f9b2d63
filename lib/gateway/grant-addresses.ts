import type { Tenant } from "../access/tenant";
import type { Cell } from "../inputs";
import { type MetricsReading, metricsReadings } from "./metrics-readings";
import { type Reading, readings } from "./query-readings";

/** An address that is closed unless a grant is open. */
export interface GrantedAddress {
  readonly prefix: string;
  readonly audience: { readonly id: string };
  readonly tenants: readonly Tenant[];
}

/**
 * Every address of both gateways that needs a grant; the more particular ones first, as the first match decides. Where both
 * gateways have one, a grant must cover what either shows.
 */
export function grantedAddresses(cell: Cell): readonly GrantedAddress[] {
  const both: readonly (Reading | MetricsReading)[] = [...readings(cell), ...metricsReadings(cell)];
  const addresses = new Map<string, GrantedAddress>();
  for (const { prefix, audience, tenants } of both.filter((address) => address.audience.conditional)) {
    const known = addresses.get(prefix)?.tenants ?? [];
    const further = tenants.filter(({ id }) => !known.some((one) => one.id === id));
    addresses.set(prefix, { prefix, audience, tenants: [...known, ...further] });
  }
  return [...addresses.values()].sort((a, b) => b.prefix.length - a.prefix.length);
}
