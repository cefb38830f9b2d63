import type { PriceId } from "./prices";

/** So much of something that has a price. */
export interface Charge {
  readonly price: PriceId;
  readonly quantity: number;
}

/** Thrown for a resource that surely costs something, and the list cannot tell how much. */
export class NoPrice extends Error {}
