import { audiencesOf } from "../access/audiences";
import type { Cell } from "../inputs";

/** Longest search where nobody may search. Unit: hours. */
const unread = 1;

/**
 * Longest time range that anybody may search, of one tenant or of any. The query gateway knows each audience's own limit; this
 * is the store's, for what would come past it. Unit: hours.
 */
export function searchHours(cell: Cell, tenant?: string): number {
  const readers = audiencesOf(cell.access, cell.name).filter(
    ({ tenants }) => tenant === undefined || tenants.some(({ id }) => id === tenant),
  );
  return Math.max(unread, ...readers.map(({ limits }) => limits.maxRangeHours));
}
