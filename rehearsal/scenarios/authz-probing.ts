import type { Scenario } from "../scenario";
import { guest, guestTool } from "../traffic";
import { alertOf } from "../workspace";

const rule = "authz-probing";

export const authzProbing: Scenario = {
  id: rule,
  proves: rule,
  title: "a caller that is denied again and again raises the alert, one denial fewer does not",
  act: async ({ traffic, levels, fires, silent }) => {
    const { denials = 0 } = levels(rule);
    const attempt = { role: guest, tool: guestTool, ownTraces: true };
    await traffic.calls({ ...attempt, caller: "clumsy-guest", count: denials });
    const probing = await traffic.calls({ ...attempt, caller: "probing-guest", count: denials + 1 });
    const by = (caller: string) => alertOf(rule, "caller_id", caller);
    return async () => [
      await fires(`${denials + 1} denials of one caller fire`, probing.endedAt, by("probing-guest")),
      await silent(`${denials} denials of one caller stay silent`, by("clumsy-guest")),
    ];
  },
};
