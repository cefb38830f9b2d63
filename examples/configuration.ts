import type { Alerts } from "../alerts";
import type { AccessInput } from "../lib/access/policy";
import type { KitInput } from "../lib/settings/kit";
import type { EnvironmentInput } from "../lib/settings/parse";

/** A whole configuration, as a folder's index.ts exports it. Copy one into `config/`, or name its folder with `--config`. */
export interface Configuration {
  readonly kit: KitInput;
  readonly environments: Readonly<Record<string, EnvironmentInput<Alerts>>>;
  readonly access: AccessInput;
}
