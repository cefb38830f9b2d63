import type { DetectorClass } from "../policy";

/** A piece of a text that must go: from `start` up to, not including, `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly class: DetectorClass;
}
