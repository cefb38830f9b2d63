import { definitions } from "./definitions";
import type { Digest } from "./keyed-digest";
import { at, type State } from "./state";

/** How a call changes what is remembered. */
export interface RepeatRules {
  /** True when writes clear the ring, which is then longer. */
  readonly clearing: boolean;
  /** True when this call is a write that went well. */
  readonly wrote: boolean;
}

const { repeat, identical, resetWindow } = definitions;

/**
 * Takes in an answered call and says how often it repeats, on one scale for the tiers: equal answers in the short window; those in the
 * long one where they are enough for the high tier; and where only the calls are identical, the count of the tier that their row reached.
 */
export function countRepeats(state: State, answer: Digest, call: Digest, { clearing, wrote }: RepeatRules): number {
  // A write that was seen before changes nothing, or two writes in turn would clear each other's traces for ever.
  if (clearing && wrote && seen(state, answer) === 0) state[at.sinceWrite] = 0;
  push(state, answer);
  const short = inLast(state, answer, clearing ? resetWindow : repeat.warning.window);
  const long = inLast(state, answer, clearing ? resetWindow : repeat.high.window);
  const row = inARow(state, call);
  const tier = row >= identical.high ? repeat.high.count : row >= identical.warning ? repeat.warning.count : 0;
  return Math.max(short, long >= repeat.high.count ? long : 0, tier);
}

function push(state: State, { high, low }: Digest): void {
  const answers = state[at.answers] ?? 0;
  const entry = at.ring + 2 * (answers % resetWindow);
  state[entry] = high;
  state[entry + 1] = low;
  state[at.answers] = answers + 1;
  state[at.sinceWrite] = Math.min((state[at.sinceWrite] ?? 0) + 1, resetWindow);
}

/** How often an answer stands in the whole ring, cleared or not. */
function seen(state: State, answer: Digest): number {
  return among(state, answer, Math.min(state[at.answers] ?? 0, resetWindow));
}

function inLast(state: State, answer: Digest, window: number): number {
  return among(state, answer, Math.min(state[at.sinceWrite] ?? 0, window));
}

function among(state: State, { high, low }: Digest, last: number): number {
  const answers = state[at.answers] ?? 0;
  let count = 0;
  for (let back = 1; back <= last; back++) {
    const entry = at.ring + 2 * ((answers - back) % resetWindow);
    if (state[entry] === high && state[entry + 1] === low) count++;
  }
  return count;
}

function inARow(state: State, { high, low }: Digest): number {
  const same = state[at.lastCall] === high && state[at.lastCall + 1] === low;
  const row = same ? (state[at.sameCalls] ?? 0) + 1 : 1;
  state[at.lastCall] = high;
  state[at.lastCall + 1] = low;
  state[at.sameCalls] = row;
  return row;
}
