import type { KitSettings } from "../settings/kit";
import { jaegerReads } from "./jaeger-reads";
import { tempoReads } from "./tempo-routes";

/** Units of a point in time, as digits: how many there are tells them apart for some centuries. */
export type TimeUnit = "seconds" | "milliseconds" | "microseconds" | "nanoseconds";

/** How a query says which time it covers. */
export type TimeRange =
  | {
      readonly kind: "between";
      readonly from: string;
      readonly to: string;
      readonly units: readonly TimeUnit[];
      /** Whether both may be missing, because the store then looks at the newest data only. */
      readonly optional?: boolean;
    }
  /** So many milliseconds back from an end that may be missing. */
  | { readonly kind: "lookback"; readonly parameter: string };

/** Queries of one kind. */
export interface ReadApi {
  readonly name: string;
  /** Expression over the whole path. */
  readonly paths: string;
  /** Absent: it covers no range, such as one trace by its id. */
  readonly range?: TimeRange;
}

/** What may be read from a kind of store, with GET alone. Everything else is refused. */
export interface StoreReads {
  readonly apis: readonly ReadApi[];
  /** Whether one query may name several tenants. */
  readonly federates: boolean;
  /** Query parameters that say what was asked: they are written to the audit log. */
  readonly audited: readonly string[];
}

export function storeReads(kind: KitSettings["store"]["kind"]): StoreReads {
  return kind === "tempo" ? tempoReads : jaegerReads;
}
