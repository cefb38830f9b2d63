/** What counts as a loop. Measured on recorded agent runs; `npm run bench:detection` measures it again on any others. */
export const definitions = {
  /** The same call with the same answer: how often within how many of the last answered calls. */
  repeat: {
    warning: { count: 3, window: 6 },
    // Wider, since five in six would miss a loop that looks at something else now and then.
    high: { count: 5, window: 10 },
  },
  /** How far both windows reach where writes clear them: what is left of them is then one phase of work. */
  resetWindow: 16,
  /** Identical calls in a row, whatever the answers: the only mark of a loop whose answers hold a clock. */
  identical: { warning: 5, high: 8 },
  /** Failures of one tool with one class in a row. */
  streak: { warning: 3, high: 5 },
  /**
   * From this length on an answer counts without the arguments, since the same long answer to reworded questions is a repeat as well.
   * Short ones ("ok") keep them, or every batch of writes would be one. Unit: characters.
   */
  longAnswer: 512,
  /** How much of an error's text makes its class. Unit: characters. */
  errorText: 200,
} as const;

/** What the counting may cost at most. */
export const bounds = {
  /** Traces and sessions that are remembered; the one unused for the longest time goes first. */
  keys: 1_000,
  /** A trace that rests for this long begins anew. Unit: milliseconds. */
  idle: 10 * 60_000,
  /** Tools of one trace whose last call failed. */
  failingTools: 16,
  /** Arguments of one trace whose types are remembered, and arguments of one call that are looked at. */
  arguments: 64,
  /** What is hashed of the arguments, and as much again of the answer. Of longer texts: both ends and the length. Unit: characters. */
  hashed: 32_768,
  /** Members of one object, and items of one list, that are hashed. */
  members: 1_024,
  /** Deepest nesting that is hashed. Unit: levels. */
  depth: 32,
  /** Longest name of a tool or argument that is hashed. Unit: characters. */
  name: 256,
} as const;

export type Severity = "warning" | "high";
