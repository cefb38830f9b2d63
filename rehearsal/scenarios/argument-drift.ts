import type { Scenario } from "../scenario";
import { alertOf } from "../workspace";

const rule = "argument-drift";

const search = (limit: (index: number) => unknown) => ({
  tool: "search_orders",
  args: (index: number) => ({ query: `page ${index}`, limit: limit(index) }),
});

export const argumentDrift: Scenario = {
  id: rule,
  proves: rule,
  title: "an argument of another type than in the trace's other calls raises the alert, another value does not",
  act: async ({ traffic, levels, fires, silent }) => {
    const { calls = 0 } = levels(rule);
    // Text and number in turn: every call but the first has another type than the one before it.
    const [drifting, fewer, steady] = await Promise.all([
      traffic.calls({ ...search((index) => (index % 2 === 0 ? 5 : "5")), caller: "drifting-agent", count: calls + 2 }),
      traffic.calls({ ...search((index) => (index % 2 === 0 ? 5 : "5")), caller: "steadier-agent", count: calls + 1 }),
      // Left out, and null, are no other type.
      traffic.calls({
        ...search((index) => [5, undefined, 7, null, 9][index % 5]),
        caller: "varying-agent",
        count: calls + 5,
      }),
    ]);
    const of = ({ traceId }: { traceId: string }) => alertOf(rule, "root_trace_id", traceId);
    return async () => [
      await fires(`${calls + 1} calls with a changed type fire`, drifting.endedAt, of(drifting)),
      await silent(`${calls} stay silent`, of(fewer)),
      await silent("other values, and none, stay silent", of(steady)),
    ];
  },
};
