import type { Scenario } from "../scenario";
import { alertOf } from "../workspace";

const rule = "agentic-loop";

export const agenticLoop: Scenario = {
  id: rule,
  proves: rule,
  title: "a loop of tool calls in one trace raises the alert, one call fewer does not",
  act: async ({ traffic, levels, fires, silent }) => {
    const { toolCalls = 0 } = levels(rule);
    const quiet = await traffic.calls({ caller: "steady-agent", count: toolCalls });
    const loud = await traffic.calls({ caller: "looping-agent", count: toolCalls + 1 });
    const of = (traceId: string) => alertOf(rule, "root_trace_id", traceId);
    return async () => [
      await fires(`${toolCalls + 1} calls in one trace fire`, loud.endedAt, of(loud.traceId)),
      await silent(`${toolCalls} calls in one trace stay silent`, of(quiet.traceId)),
    ];
  },
};
