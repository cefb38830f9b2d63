import type { Scenario } from "../scenario";
import { alertOf } from "../workspace";

const rule = "deep-chain";

export const deepChain: Scenario = {
  id: rule,
  proves: rule,
  title: "a call too many hops from the user raises the alert, one hop fewer does not",
  act: async ({ traffic, levels, fires, silent }) => {
    const { depth = 0 } = levels(rule);
    const shallow = await traffic.calls({ caller: "sub-agent", count: 1, depth });
    const deep = await traffic.calls({ caller: "sub-sub-agent", count: 1, depth: depth + 1 });
    const of = (traceId: string) => alertOf(rule, "root_trace_id", traceId);
    return async () => [
      await fires(`depth ${depth + 1} fires`, deep.endedAt, of(deep.traceId)),
      await silent(`depth ${depth} stays silent`, of(shallow.traceId)),
    ];
  },
};
