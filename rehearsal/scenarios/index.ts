import type { Scenario } from "../scenario";
import { accessAttempts } from "./access-attempts";
import { accessGrants } from "./access-grants";
import { accessMatrix } from "./access-matrix";
import { agenticLoop } from "./agentic-loop";
import { authzProbing } from "./authz-probing";
import { claimedIdentity } from "./claimed-identity";
import { deepChain } from "./deep-chain";
import { oneSpan } from "./one-span";
import { ordinaryTraffic } from "./ordinary-traffic";
import { scrubLoad } from "./scrub-load";
import { secrets } from "./secrets";
import { serverCredentials } from "./server-credentials";
import { storeDoor } from "./store-door";
import { uninvitedSender } from "./uninvited-sender";

/** Every story, in the order in which it is told. */
export const scenarios: readonly Scenario[] = [
  ordinaryTraffic,
  agenticLoop,
  authzProbing,
  deepChain,
  oneSpan,
  secrets,
  scrubLoad,
  claimedIdentity,
  uninvitedSender,
  serverCredentials,
  storeDoor,
  accessMatrix,
  accessAttempts,
  accessGrants,
];
