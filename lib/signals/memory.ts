import { bounds } from "./definitions";
import { KeyedDigest } from "./keyed-digest";
import { type State, stateWords } from "./state";

/** What a process remembers of the traces that call it: so many rows of a fixed size, and the key of its digests. */
export class SignalMemory {
  readonly digest = new KeyedDigest();
  /** Each made when it is needed first, and kept: a view of one large table, made for each call, would cost more than the counting. */
  readonly #table: State[] = [];
  readonly #seen = new Float64Array(bounds.keys);
  /** Rows by trace, the one unused for the longest time first. */
  readonly #rows = new Map<string, number>();
  #tick = 0;

  /** How many traces are remembered. */
  get size(): number {
    return this.#rows.size;
  }

  /** A moment in the order of all starts and ends. Finer than any clock: two calls within a millisecond need not overlap. */
  tick(): number {
    this.#tick = (this.#tick + 1) >>> 0;
    return this.#tick;
  }

  /** The state under a key, fresh when there is none or it rested for too long. `now` is in milliseconds and never goes back. */
  state(key: string, now: number): State {
    const known = this.#rows.get(key);
    const row = known ?? this.#freeRow();
    // Written again, so that it stands at the end of the order.
    this.#rows.delete(key);
    this.#rows.set(key, row);
    const earlier = this.#table[row];
    const state = earlier ?? new Uint32Array(stateWords);
    if (!earlier) this.#table[row] = state;
    else if (known === undefined || now - (this.#seen[row] ?? 0) > bounds.idle) state.fill(0);
    this.#seen[row] = now;
    return state;
  }

  #freeRow(): number {
    if (this.#rows.size < bounds.keys) return this.#rows.size;
    for (const [oldest, row] of this.#rows) {
      this.#rows.delete(oldest);
      return row;
    }
    return 0;
  }
}

let shared: SignalMemory | undefined;

/** One memory for all servers of a process, since many hosts make a server for each session or even each request. */
export function processMemory(): SignalMemory {
  shared ??= new SignalMemory();
  return shared;
}
