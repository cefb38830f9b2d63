import type { Dashboard } from "../lib/dashboard";
import { agentBehaviour } from "./agent-behaviour";
import { callerInvestigation } from "./caller-investigation";
import { pipelineHealth } from "./pipeline-health";
import { securityOverview } from "./security-overview";
import { traceInvestigation } from "./trace-investigation";

/** Every dashboard, in the order of their links. */
export const dashboards: readonly Dashboard[] = [
  securityOverview,
  callerInvestigation,
  traceInvestigation,
  agentBehaviour,
  pipelineHealth,
];
