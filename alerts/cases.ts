import type { RuleCase } from "../lib/alerting/case";
import type { Alerts } from ".";
import { agenticLoopCases } from "./agentic-loop/cases";
import { authzProbingCases } from "./authz-probing/cases";
import { deepChainCases } from "./deep-chain/cases";

/** What proves each rule. A rule without cases does not compile. */
export const cases: Readonly<Record<keyof Alerts, readonly RuleCase[]>> = {
  "agentic-loop": agenticLoopCases,
  "authz-probing": authzProbingCases,
  "deep-chain": deepChainCases,
};
