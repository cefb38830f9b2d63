import { bounds, definitions } from "./definitions";

/**
 * The state of one trace: a row of so many 32 bit words, so that memory does not depend on what callers send.
 */
export type State = Uint32Array;

/** Where things stand in a row. Unit: words. */
const ring = 8;
const failing = ring + 2 * definitions.resetWindow;
const types = failing + 4 * bounds.failingTools;

export const at = {
  /** Calls so far. */
  calls: 0,
  /** What was raised already, one bit each. */
  raised: 1,
  /** Answers ever written into the ring, and how many of them came since a write cleared it. */
  answers: 2,
  sinceWrite: 3,
  /** The last call, in two halves, and how often it came in a row. */
  lastCall: 4,
  sameCalls: 6,
  /** Next entry to be given away in each of the two tables, in 16 bits each. */
  next: 7,
  ring,
  failing,
  types,
} as const;

/** Words of one row. */
export const stateWords = types + bounds.arguments;

/** The entry of a table that is given away next when it is full, in turn. */
export function turn(state: State, table: "failing" | "types", size: number): number {
  const shift = table === "failing" ? 0 : 16;
  const word = state[at.next] ?? 0;
  const entry = (word >>> shift) & 0xffff;
  state[at.next] = (word & ~(0xffff << shift)) | (((entry + 1) % size) << shift);
  return entry;
}
