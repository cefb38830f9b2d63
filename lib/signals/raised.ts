import { definitions, type Severity } from "./definitions";
import { at, type State } from "./state";

/** A tier that a trace reached just now. It is told once. */
export interface Raised {
  readonly signal: "repeat" | "streak";
  readonly severity: Severity;
}

const { repeat, streak } = definitions;
const tiers = {
  repeat: { warning: repeat.warning.count, high: repeat.high.count, bit: 0 },
  streak: { warning: streak.warning, high: streak.high, bit: 2 },
} as const;

/** Which tier of a signal a count is in; undefined below the first. */
export function tierOf(signal: Raised["signal"], count: number): Severity | undefined {
  const { warning, high } = tiers[signal];
  if (count >= high) return "high";
  return count >= warning ? "warning" : undefined;
}

/** The tier that a count reaches, unless this trace has reached it before. */
export function raise(state: State, signal: Raised["signal"], count: number): Raised | undefined {
  const severity = tierOf(signal, count);
  if (!severity) return undefined;
  const { bit } = tiers[signal];
  const mask = (severity === "high" ? 0b11 : 0b01) << bit;
  const raised = state[at.raised] ?? 0;
  if ((raised & mask) === mask) return undefined;
  state[at.raised] = raised | mask;
  return { signal, severity };
}
