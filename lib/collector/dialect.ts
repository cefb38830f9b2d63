import type { Json } from "../artifact";
import { depthContext } from "../telemetry/context";
import { callerErrorCodes, type MetricLabel } from "../telemetry/metrics";
import { mission } from "../telemetry/mission";
import { official } from "../telemetry/official";
import { callerKeys, foreignDenials, toolNameKeys } from "../telemetry/registry";
import { resource } from "../telemetry/resource";

/** Name of the service that counts. */
export const countingService = "mcp-trace-kit";

/** The decision that counts as a refusal. */
export const denied = "deny";

const label = (name: MetricLabel) => name;

/**
 * Brings every dialect to the names that detection counts by. What else a span holds is removed by the scrubber behind it,
 * which checks what is written here as well: callers and tools are senders' text.
 */
export function dialect(): Json {
  const { toolName, callerId, authzDecision, agentDepth, argumentTypeChanged } = mission;
  return {
    tool: { attribute: toolName.name, from: toolNameKeys },
    caller: { attribute: callerId.name, from: callerKeys, label: label("caller_id") },
    decision: {
      attribute: authzDecision.name,
      deny: denied,
      foreign: foreignDenials.map(({ attribute, value }) => ({ attribute, value })),
    },
    depth: {
      attribute: agentDepth.name,
      max: depthContext.max,
      carried: [depthContext.traceStateKey, depthContext.legacyKey],
    },
    code: { attribute: official.statusCode.name, label: label("code"), values: callerErrorCodes },
    flags: [argumentTypeChanged.name],
    traceLabel: label("root_trace_id"),
    resourceLabels: {
      [label("environment")]: resource.environment.name,
      [label("team")]: resource.team.name,
    },
    // One for all: whichever service a span came from is nothing a metric tells.
    resource: { [resource.serviceName.name]: countingService },
  };
}
