import type { Json } from "../artifact";
import { depthContext } from "../telemetry/context";
import type { MetricLabel } from "../telemetry/metrics";
import { mission } from "../telemetry/mission";
import { callerKeys, foreignDenials, toolNameKeys } from "../telemetry/registry";
import { resource } from "../telemetry/resource";

const label = (name: MetricLabel) => name;

/**
 * Brings every dialect to the names that detection counts by. What else a span holds is removed by the scrubber behind it,
 * which checks what is written here as well: callers and tools are senders' text.
 */
export function dialect(): Json {
  const { toolName, callerId, authzDecision, agentDepth } = mission;
  return {
    tool: { attribute: toolName.name, from: toolNameKeys },
    caller: { attribute: callerId.name, from: callerKeys, label: label("caller_id") },
    decision: {
      attribute: authzDecision.name,
      deny: "deny",
      foreign: foreignDenials.map(({ attribute, value }) => ({ attribute, value })),
    },
    depth: { attribute: agentDepth.name, max: depthContext.max },
    traceLabel: label("root_trace_id"),
    resourceLabels: {
      [label("environment")]: resource.environment.name,
      [label("team")]: resource.team.name,
    },
    // One for all, so that the calls of a trace are counted together whichever service they came from.
    resource: { [resource.serviceName.name]: "mcp-trace-kit" },
  };
}
