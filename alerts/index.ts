import { agenticLoop } from "./agentic-loop/rule";
import { authzProbing } from "./authz-probing/rule";
import { deepChain } from "./deep-chain/rule";

/** Every detection, by id. `config/` tunes them by these names. */
export const alerts = {
  "agentic-loop": agenticLoop,
  "authz-probing": authzProbing,
  "deep-chain": deepChain,
} as const;

export type Alerts = typeof alerts;
