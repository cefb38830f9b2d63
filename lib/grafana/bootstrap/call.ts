import type { Json } from "../../artifact";

/** One change through Grafana's API. There is none that deletes. */
export interface Call {
  readonly method: "POST";
  readonly path: string;
  /** Organization in which it happens; absent where it concerns all of Grafana. */
  readonly organization?: number;
  readonly body: Json;
  /** Number that the answer has to name; Grafana, not the caller, chooses it. */
  readonly makesOrganization?: number;
}
