import type { Json } from "../artifact";
import { depthContext } from "../telemetry/context";
import type { MetricLabel } from "../telemetry/metrics";
import { mission } from "../telemetry/mission";
import { callerKeys, foreignDenials, toolNameKeys } from "../telemetry/registry";
import { resource } from "../telemetry/resource";
import { attribute, literal, transform } from "./ottl";

/** Longest caller that becomes a label. Unit: characters. */
const callerLength = 128;

const own = (name: string) => attribute("span", name);
const label = (name: MetricLabel) => attribute("span", name);

/**
 * What detection sees of a span: ids, kind, tool, caller, decision, depth and tenant. Foreign names become ours, content is
 * gone before anything is counted, since metrics, alert texts and notifications are exits too.
 */
export function strip(): Json {
  const { toolName, callerId, authzDecision, agentDepth } = mission;
  const keep = [toolName, callerId, authzDecision, agentDepth].map(({ name }) => literal(name)).join(", ");
  return transform([
    {
      context: "span",
      statements: [
        ...firstOf(toolName.name, toolNameKeys),
        ...firstOf(callerId.name, callerKeys),
        ...foreignDenials.map(
          ({ attribute: name, value }) =>
            `set(${own(authzDecision.name)}, "deny") where ${own(name)} == ${literal(value)}`,
        ),
        `keep_keys(span.attributes, [${keep}])`,
        `set(${label("root_trace_id")}, span.trace_id.string)`,
        `set(${label("environment")}, ${attribute("resource", resource.environment.name)})`,
        `set(${label("team")}, ${attribute("resource", resource.team.name)})`,
        // A forged depth cannot grow a label or a chart beyond what chains reach.
        `set(${own(agentDepth.name)}, ${depthContext.max}) where IsInt(${own(agentDepth.name)}) and ${own(agentDepth.name)} > ${depthContext.max}`,
        // A text in every case: a function that meets another type would refuse the whole request.
        `set(${label("caller_id")}, "none")`,
        `set(${label("caller_id")}, ${own(callerId.name)}) where IsString(${own(callerId.name)})`,
        // A label is cut and reduced to characters that cannot break a query, a link or a notification.
        `replace_pattern(${label("caller_id")}, ${literal("[^A-Za-z0-9._:@/-]")}, "_")`,
        `set(${label("caller_id")}, Substring(${label("caller_id")}, 0, ${callerLength})) where Len(${label("caller_id")}) > ${callerLength}`,
        'set(span.name, "")',
        'set(span.status.message, "")',
        'set(span.trace_state, "")',
        "set(span.links, nil)",
      ],
    },
    {
      context: "resource",
      // One resource for all, so that the calls of a trace are counted together whichever service they came from.
      statements: [
        "keep_keys(resource.attributes, [])",
        `set(${attribute("resource", resource.serviceName.name)}, "mcp-trace-kit")`,
      ],
    },
  ]);
}

function firstOf(target: string, sources: readonly string[]): readonly string[] {
  return sources
    .filter((source) => source !== target)
    .map((source) => `set(${own(target)}, ${own(source)}) where ${own(target)} == nil and ${own(source)} != nil`);
}
