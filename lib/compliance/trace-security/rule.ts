import type { Deployment, Resource } from "./deployment";

/** A resource that breaks a rule, and how. */
export interface Breach {
  readonly resource: Resource;
  /** What is wrong with it, in words that lead to the line to change. */
  readonly what: string;
}

/** What the configuration declares, where a rule has to know it. */
export interface Declared {
  /** Whether egress gateways may reach the internet (`network.egress`). */
  readonly internet: boolean;
  /**
   * From where, and at which port, addresses may call in (`ingest.clientRanges`, `people.clientRanges`).
   * @default - nothing but security groups may
   */
  readonly callers?: readonly { readonly range: string; readonly port: number }[];
  /**
   * Address lists that may be called, by id: that of S3.
   * @default - none
   */
  readonly calledLists?: readonly string[];
  /**
   * ARN of the one role that denials spare beside those of tasks (`breakGlassRole`).
   * @default - none
   */
  readonly emergencyRole?: string;
}

export interface TraceRule {
  /** Name behind the pack's, such as `StopTimeout`. */
  readonly id: string;
  /** What must hold, as a sentence. */
  readonly statement: string;
  /** What happens where it does not hold. */
  readonly why: string;
  breaches(deployment: Deployment, declared: Declared): readonly Breach[];
}
