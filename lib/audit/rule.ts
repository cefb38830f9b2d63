import type { Aspect, Place, Severity } from "./finding";
import type { Subject } from "./subject";

/** What a rule says of one place; the rest it says of itself. */
export interface Hit {
  readonly place: Place;
  readonly message: string;
  /** Default: the rule's. */
  readonly severity?: Severity;
  /** Default: the rule's. */
  readonly fix?: string;
}

/** A small repository that a rule must judge: files by path. */
export interface RuleCase {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
}

/** One check, as data beside its proof. */
export interface Rule {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly aspect: Aspect;
  readonly why: string;
  readonly fix: string;
  /** What it looks for, in words. */
  readonly detects: string;
  /** What it cannot see. */
  readonly misses: string;
  readonly check: (subject: Subject) => readonly Hit[];
  /** Repositories it must find something in, and at which line of which file, as `file:line`. */
  readonly bad: readonly (RuleCase & { readonly at: string })[];
  /** Repositories it must keep silent about. */
  readonly good: readonly RuleCase[];
}
