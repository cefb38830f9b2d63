import type { RuleCase } from "../lib/alerting/case";
import type { Alerts } from ".";
import { agenticLoopCases } from "./agentic-loop/cases";
import { allowedAfterDeadlineCases } from "./allowed-after-deadline/cases";
import { argumentDriftCases } from "./argument-drift/cases";
import { authzProbingCases } from "./authz-probing/cases";
import { callerBurstCases } from "./caller-burst/cases";
import { certificateExpiringCases } from "./certificate-expiring/cases";
import { crossTenantTraceCases } from "./cross-tenant-trace/cases";
import { deepChainCases } from "./deep-chain/cases";
import { detectorBlindCases } from "./detector-blind/cases";
import { detectorOverflowCases } from "./detector-overflow/cases";
import { errorStreakCases } from "./error-streak/cases";
import { exportFailingCases } from "./export-failing/cases";
import { grafanaSilentCases } from "./grafana-silent/cases";
import { identitySpoofingCases } from "./identity-spoofing/cases";
import { queueFillingCases } from "./queue-filling/cases";
import { repeatedCallCases } from "./repeated-call/cases";
import { scrapeFailingCases } from "./scrape-failing/cases";
import { secretInSpanCases } from "./secret-in-span/cases";
import { spansDiscardedCases } from "./spans-discarded/cases";
import { toolEnumerationCases } from "./tool-enumeration/cases";

/** What proves each rule. A rule without cases does not compile. */
export const cases: Readonly<Record<keyof Alerts, readonly RuleCase[]>> = {
  "agentic-loop": agenticLoopCases,
  "authz-probing": authzProbingCases,
  "deep-chain": deepChainCases,
  "repeated-call": repeatedCallCases,
  "error-streak": errorStreakCases,
  "caller-burst": callerBurstCases,
  "tool-enumeration": toolEnumerationCases,
  "argument-drift": argumentDriftCases,
  "cross-tenant-trace": crossTenantTraceCases,
  "secret-in-span": secretInSpanCases,
  "identity-spoofing": identitySpoofingCases,
  "detector-blind": detectorBlindCases,
  "detector-overflow": detectorOverflowCases,
  "scrape-failing": scrapeFailingCases,
  "spans-discarded": spansDiscardedCases,
  "export-failing": exportFailingCases,
  "queue-filling": queueFillingCases,
  "certificate-expiring": certificateExpiringCases,
  "grafana-silent": grafanaSilentCases,
  "allowed-after-deadline": allowedAfterDeadlineCases,
};
