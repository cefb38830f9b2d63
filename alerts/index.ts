import { agenticLoop } from "./agentic-loop/rule";
import { allowedAfterDeadline } from "./allowed-after-deadline/rule";
import { argumentDrift } from "./argument-drift/rule";
import { authzProbing } from "./authz-probing/rule";
import { callerBurst } from "./caller-burst/rule";
import { certificateExpiring } from "./certificate-expiring/rule";
import { crossTenantTrace } from "./cross-tenant-trace/rule";
import { deepChain } from "./deep-chain/rule";
import { detectorBlind } from "./detector-blind/rule";
import { detectorOverflow } from "./detector-overflow/rule";
import { errorStreak } from "./error-streak/rule";
import { exportFailing } from "./export-failing/rule";
import { grafanaSilent } from "./grafana-silent/rule";
import { identitySpoofing } from "./identity-spoofing/rule";
import { queueFilling } from "./queue-filling/rule";
import { repeatedCall } from "./repeated-call/rule";
import { scrapeFailing } from "./scrape-failing/rule";
import { secretInSpan } from "./secret-in-span/rule";
import { spansDiscarded } from "./spans-discarded/rule";
import { toolEnumeration } from "./tool-enumeration/rule";

/** Every detection, then what watches the watchers, by id. `config/` tunes them by these names. */
export const alerts = {
  "agentic-loop": agenticLoop,
  "authz-probing": authzProbing,
  "deep-chain": deepChain,
  "repeated-call": repeatedCall,
  "error-streak": errorStreak,
  "caller-burst": callerBurst,
  "tool-enumeration": toolEnumeration,
  "argument-drift": argumentDrift,
  "cross-tenant-trace": crossTenantTrace,
  "secret-in-span": secretInSpan,
  "identity-spoofing": identitySpoofing,
  "detector-blind": detectorBlind,
  "detector-overflow": detectorOverflow,
  "scrape-failing": scrapeFailing,
  "spans-discarded": spansDiscarded,
  "export-failing": exportFailing,
  "queue-filling": queueFilling,
  "certificate-expiring": certificateExpiring,
  "grafana-silent": grafanaSilent,
  "allowed-after-deadline": allowedAfterDeadline,
} as const;

export type Alerts = typeof alerts;
