import type { Audit } from "../audit";
import type { Collected } from "../collect-files";

/** An audit, and what it was of. */
export interface Report {
  readonly audit: Audit;
  /** As it was given. */
  readonly path: string;
  /** What was audited, from the root of its repository, with slashes; nothing where it is the root. */
  readonly below: string;
  readonly collected: Collected;
  /** Unit: seconds. */
  readonly seconds: number;
  /** Of this program. */
  readonly version: string;
}
