import type { Reading } from "../../lib/gateway/query-readings";
import type { Person } from "../people/identity-provider";
import type { Planted } from "../people/visits";
import type { RunningCell } from "../running-cell";
import { type SecureAnswer, secureRequest } from "../secure-request";

/** One thing that somebody tries and must not get. */
export interface Attempt {
  readonly what: string;
  /**
   * How it must end: with this status · `refused`: without any answer · `nothing`: answered, but with nothing of anybody else's.
   */
  readonly wanted: number | "refused" | "nothing";
  /** What the audit log must give as the reason, where the path says which line is meant. */
  readonly reason?: { readonly path: string; readonly says: RegExp };
  send(): Promise<SecureAnswer>;
}

/** What attempts start from: somebody who may read one address, and what lies behind another one. */
export interface Ground {
  readonly cell: RunningCell;
  readonly insider: Person;
  /** The insider's own address. */
  readonly own: Reading;
  readonly ownSpan: Planted;
  /** What is another team's: never to be seen at the insider's address. */
  readonly foreignSpan: Planted;
}

/** A request to the query gateway as the insider would make it, but for what is given. */
export function ask(
  { cell, insider, own }: Ground,
  {
    path = `${own.prefix}${cell.store.api.probe}`,
    method,
    headers = {},
    token = cell.signIn.token(insider),
  }: {
    readonly path?: string;
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string | string[]>>;
    /** `null` sends none. */
    readonly token?: string | null;
  },
): Promise<SecureAnswer> {
  return secureRequest({
    port: cell.site.port("query"),
    authority: cell.authority.certificate,
    path,
    method,
    headers: { ...(token === null ? {} : cell.signIn.headers(token)), ...headers },
  });
}
