import type { Scenario } from "../scenario";
import { alertOf } from "../workspace";

const rule = "tool-enumeration";

/** A list being worked through: tools that do not exist, then one that does, with arguments it does not take. */
const feeling = {
  tool: (index: number) => (index % 2 === 0 ? `tool_${index}` : "refund_order"),
  args: (index: number) => ({ [`guess_${index}`]: index }),
  ownTraces: true,
};
/** Tools that exist, arguments that fit, and no success: the order is above the limit. */
const failing = {
  tool: "refund_order",
  args: (index: number) => ({ order: `order-${index}`, amount: 2_000 }),
  ownTraces: true,
};

export const toolEnumeration: Scenario = {
  id: rule,
  proves: rule,
  title: "a caller that tries what tools and arguments there are raises the alert, one that only fails does not",
  act: async ({ traffic, levels, fires, silent }) => {
    const { errors = 0 } = levels(rule);
    const [feeler] = await Promise.all([
      traffic.calls({ ...feeling, caller: "feeling-agent", count: errors + 1 }),
      traffic.calls({ ...feeling, caller: "clumsy-agent", count: errors }),
      traffic.calls({ ...failing, caller: "unlucky-agent", count: errors + 1 }),
    ]);
    const by = (caller: string) => alertOf(rule, "caller_id", caller);
    return async () => [
      await fires(`${errors + 1} unknown tools and bad arguments fire`, feeler.endedAt, by("feeling-agent")),
      await silent(`${errors} stay silent`, by("clumsy-agent")),
      await silent(`${errors + 1} calls that the tool itself refuses stay silent`, by("unlucky-agent")),
    ];
  },
};
