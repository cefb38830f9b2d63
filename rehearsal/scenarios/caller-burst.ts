import type { Scenario } from "../scenario";
import { alertOf } from "../workspace";

const rule = "caller-burst";

export const callerBurst: Scenario = {
  id: rule,
  proves: rule,
  title: "a caller that makes too many calls raises the alert, though it takes a fresh trace for each",
  act: async ({ traffic, levels, fires, silent }) => {
    const { calls = 0 } = levels(rule);
    // What evades the rule on traces: no trace of it holds more than one call.
    const [burst] = await Promise.all([
      traffic.calls({ caller: "bursting-agent", count: calls + 1, ownTraces: true }),
      traffic.calls({ caller: "busy-agent", count: calls, ownTraces: true }),
    ]);
    const by = (caller: string) => alertOf(rule, "caller_id", caller);
    return async () => [
      await fires(`${calls + 1} calls of one caller fire`, burst.endedAt, by("bursting-agent")),
      await silent(`${calls} calls of one caller stay silent`, by("busy-agent")),
    ];
  },
};
