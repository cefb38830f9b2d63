/** high: data or the backend is open to others · medium: the server is blind or uncorrelated · low: worth knowing. */
export type Severity = "high" | "medium" | "low";

/** Which sub-score a rule counts against. */
export type Aspect = "security" | "maintenance";

/** Where something stands. Lines and columns start at 1; paths are relative to what was audited, with slashes. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
}

/** What a rule found, at one place. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly aspect: Aspect;
  readonly place: Place;
  /** What stands there, in one sentence. */
  readonly message: string;
  readonly why: string;
  readonly fix: string;
}

/** A finding that a comment in the source accepts, with the reason it gives. */
export interface Suppressed extends Finding {
  readonly reason: string;
}
