import { frameworks } from "../knowledge/frameworks";
import { instrumentations } from "../knowledge/instrumentations";
import { scrubClass } from "../knowledge/scrubbing";
import { exporter } from "./exporters";
import { spanCalls } from "./span-writes";
import { calledName, type Node, nameCall, nodesOf } from "./syntax";
import { toolCalls } from "./tool-handlers";

/** Calls that take a caller's context over. */
export const contextCalls =
  /^(?:continueTrace|continue_trace|setRemoteSpanContext|parseTraceParent|extract_trace_context|extract)$/;

/** Calls that make a span where their object is a tracer. */
export const tracerCalls = /^(?:trace|wrap|span)$/;

/** Every name that some rule asks a call for. */
const names: readonly RegExp[] = [
  new RegExp(`^(?:${frameworks.flatMap(({ makes }) => makes).join("|")})$`),
  ...instrumentations.flatMap(({ call }) => call ?? []),
  ...spanCalls,
  ...toolCalls,
  exporter,
  scrubClass,
  contextCalls,
  tracerCalls,
];

/**
 * The calls and constructions of a file that a rule may ask about, in order: one in ten of all, and each question to the parser costs.
 * They are known by the names that libraries give, not by those of the file.
 */
export function tellingCalls(root: Node, aliases: ReadonlyMap<string, string>): readonly Node[] {
  return nodesOf(root, "call_expression", "new_expression", "call").filter((call) => {
    const origin = aliases.size > 0 ? aliases.get(calledName(call)) : undefined;
    if (origin !== undefined) nameCall(call, origin);
    const name = calledName(call);
    return names.some((known) => known.test(name));
  });
}
