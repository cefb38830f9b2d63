import { bounds } from "./definitions";
import { at, type State, turn } from "./state";

/** One failure, in numbers. */
export interface Failure {
  readonly tool: number;
  readonly errorClass: number;
  /** Ticks. */
  readonly started: number;
  readonly ended: number;
}

const end = at.failing + 4 * bounds.failingTools;

/** An entry is tool, class, failures in a row, and when the last counted one ended. No failures: the entry is free. */
function entryOf(state: State, tool: number): number | undefined {
  for (let entry = at.failing; entry < end; entry += 4) {
    if (state[entry] === tool && state[entry + 2] !== 0) return entry;
  }
  return undefined;
}

function freeEntry(state: State): number {
  for (let entry = at.failing; entry < end; entry += 4) if (state[entry + 2] === 0) return entry;
  return at.failing + 4 * turn(state, "failing", bounds.failingTools);
}

/** Takes in a failure and says how many of its class its tool has had in a row; calls that overlap are one attempt. */
export function countFailure(state: State, { tool, errorClass, started, ended }: Failure): number {
  const entry = entryOf(state, tool) ?? freeEntry(state);
  const streak = state[entry] === tool && state[entry + 1] === errorClass ? (state[entry + 2] ?? 0) : 0;
  if (streak > 0 && before(started, state[entry + 3] ?? 0)) return streak;
  state[entry] = tool;
  state[entry + 1] = errorClass;
  state[entry + 2] = streak + 1;
  state[entry + 3] = ended;
  return streak + 1;
}

/** A success ends the streak of its tool, and of no other. */
export function endStreak(state: State, tool: number): void {
  const entry = entryOf(state, tool);
  if (entry !== undefined) state[entry + 2] = 0;
}

/** Ticks start again at 0 some day. */
function before(one: number, other: number): boolean {
  return ((one - other) | 0) < 0;
}
