import type { Scenario } from "../scenario";
import { accessAttempts } from "./access-attempts";
import { accessGrants } from "./access-grants";
import { accessMatrix } from "./access-matrix";
import { agenticLoop } from "./agentic-loop";
import { ailingPrograms } from "./ailing-programs";
import { argumentDrift } from "./argument-drift";
import { authzProbing } from "./authz-probing";
import { callerBurst } from "./caller-burst";
import { claimedIdentity } from "./claimed-identity";
import { crossTenantTrace } from "./cross-tenant-trace";
import { dashboards } from "./dashboards";
import { deepChain } from "./deep-chain";
import { detectorDoor } from "./detector-door";
import { errorStreak } from "./error-streak";
import { externalBackends } from "./external-backends";
import { freshBursts } from "./fresh-bursts";
import { identitySpoofing } from "./identity-spoofing";
import { oneSpan } from "./one-span";
import { ordinaryTraffic } from "./ordinary-traffic";
import { repeatedCall } from "./repeated-call";
import { scrubLoad } from "./scrub-load";
import { secretInSpan } from "./secret-in-span";
import { secrets } from "./secrets";
import { serverCredentials } from "./server-credentials";
import { spreadTrace } from "./spread-trace";
import { storeDoor } from "./store-door";
import { toolEnumeration } from "./tool-enumeration";
import { uninvitedSender } from "./uninvited-sender";

/** Every story, in the order in which it is told. */
export const scenarios: readonly Scenario[] = [
  ordinaryTraffic,
  agenticLoop,
  authzProbing,
  deepChain,
  repeatedCall,
  errorStreak,
  callerBurst,
  toolEnumeration,
  argumentDrift,
  crossTenantTrace,
  secretInSpan,
  identitySpoofing,
  dashboards,
  oneSpan,
  secrets,
  scrubLoad,
  externalBackends,
  claimedIdentity,
  uninvitedSender,
  serverCredentials,
  spreadTrace,
  freshBursts,
  detectorDoor,
  storeDoor,
  accessMatrix,
  accessAttempts,
  accessGrants,
  ailingPrograms,
];
