import { definitions } from "../../lib/signals/definitions";
import type { Scenario } from "../scenario";
import { alertOf } from "../workspace";

const rule = "repeated-call";

/** Calls that ask for the same order every time, and get the same answer. */
const same = { tool: "search_orders", args: () => ({ query: "the same order" }) };
/** The same question every time, but the world moves on: each answer is another one. */
const moving = { tool: "track_parcel", args: () => ({ parcel: "p-1" }) };

export const repeatedCall: Scenario = {
  id: rule,
  proves: rule,
  title:
    "the same call with the same answer raises the alert and then its higher severity; an answer that changes does not",
  act: async ({ traffic, levels, fires, silent }) => {
    const { repeats = 0, manyRepeats = 0 } = levels(rule);
    // From five identical calls in a row on the answers do not matter.
    const polls = Math.min(repeats + 1, definitions.identical.warning - 1);
    const [twice, loop, circle, poller] = await Promise.all([
      traffic.calls({ ...same, caller: "asking-twice", count: repeats - 1 }),
      traffic.calls({ ...same, caller: "going-round", count: repeats }),
      traffic.calls({ ...same, caller: "going-round-for-ever", count: manyRepeats }),
      traffic.calls({ ...moving, caller: "waiting-for-a-parcel", count: polls }),
    ]);
    const of = ({ traceId }: { traceId: string }, severity?: "warning" | "critical") =>
      alertOf(rule, "root_trace_id", traceId, severity);
    return async () => [
      await fires(`${repeats} equal calls with equal answers fire`, loop.endedAt, of(loop, "warning")),
      await fires(`${manyRepeats} are critical`, circle.endedAt, of(circle, "critical")),
      await silent(`${repeats} are not critical`, of(loop, "critical")),
      await silent(`${repeats - 1} stay silent`, of(twice)),
      await silent(`${polls} equal calls whose answers change stay silent`, of(poller)),
    ];
  },
};
