import type { Scenario } from "../scenario";
import { alertOf } from "../workspace";

const rule = "error-streak";

/** Refunds that are too high, each by another amount: no two calls are equal, and all fail for one reason. */
const tooHigh = (order: (index: number) => string) => ({
  tool: "refund_order",
  args: (index: number) => ({ order: order(index), amount: 2_000 + index }),
});
const stubborn = tooHigh(() => "order");
/** Another order every time: somebody who works through a list, and is refused each for itself. */
const thorough = tooHigh((index) => `order-${String.fromCharCode(97 + index)}`);

export const errorStreak: Scenario = {
  id: rule,
  proves: rule,
  title: "a tool that fails again and again for one reason raises the alert and then its higher severity",
  act: async ({ traffic, levels, fires, silent }) => {
    const { failures = 0, manyFailures = 0 } = levels(rule);
    const [retry, streak, longStreak, list] = await Promise.all([
      traffic.calls({ ...stubborn, caller: "trying-twice", count: failures - 1 }),
      traffic.calls({ ...stubborn, caller: "not-mending", count: failures }),
      traffic.calls({ ...stubborn, caller: "never-mending", count: manyFailures }),
      traffic.calls({ ...thorough, caller: "working-through", count: manyFailures }),
    ]);
    const of = ({ traceId }: { traceId: string }, severity?: "warning" | "critical") =>
      alertOf(rule, "root_trace_id", traceId, severity);
    return async () => [
      await fires(`${failures} equal failures in a row fire`, streak.endedAt, of(streak, "warning")),
      await fires(`${manyFailures} are critical`, longStreak.endedAt, of(longStreak, "critical")),
      await silent(`${failures} are not critical`, of(streak, "critical")),
      await silent(`${failures - 1} stay silent`, of(retry)),
      await silent(`${manyFailures} failures for different reasons stay silent`, of(list)),
    ];
  },
};
