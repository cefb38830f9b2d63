/** One promise of the kit, broken on purpose. */
export interface Mutation {
  readonly breaks: string;
  readonly edits: readonly Edit[];
  /** Tests that have to notice, by a part of their path. */
  readonly tests: readonly string[];
}

/** A text that stands once in a file, and what it becomes. */
export interface Edit {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** Real programs, and what reached the other side. */
export const behaviour = ["rehearsal/rehearsal.test", "rehearsal/alert-cases"];
/** The Go modules by themselves, with the vectors that both engines share. */
export const engine = ["rehearsal/go-modules"];
/** Who sees what, in environments that need no grant. */
export const readers = ["rehearsal/access.test"];
export const twin = ["scrub/vectors.test", "scrub/properties"];
