import { setTimeout as sleep } from "node:timers/promises";
import { alertBudget } from "./budget";
import type { RunningCell } from "./running-cell";
import type { Stage } from "./scenario";
import { rehearsalTimings } from "./timings";
import type { TrafficSource } from "./traffic";

/** Flush, evaluation and pending time, twice over: what could fire has fired by then. Unit: seconds. */
const settleSeconds = 2 * (rehearsalTimings.flushSeconds + rehearsalTimings.evaluationSeconds + rehearsalTimings.for);

/** What scenarios act on, around one running cell. */
export function makeStage(cell: RunningCell, traffic: TrafficSource): Stage {
  const { workspace } = cell;
  let settling: Promise<void> | undefined;
  const settled = () => {
    settling ??= traffic.flush().then(() => sleep(settleSeconds * 1_000));
    return settling;
  };
  const levels = (rule: string) => cell.cell.settings.alerts[rule] ?? {};

  return {
    cell,
    traffic,
    levels,
    settled,
    fires: async (what, since, matches) => {
      await traffic.flush();
      const fired = await workspace.waitFor([matches], alertBudget + rehearsalTimings.for);
      const alert = workspace.fired().find(matches);
      const latency = alert ? Math.max(0, (alert.at - since) / 1_000) : undefined;
      return { what, ok: fired, latency, alert, ...(!fired && { seen: "no such alert" }) };
    },
    silent: async (what, matches) => {
      await settled();
      const alert = workspace.fired().find(matches);
      return { what, ok: !alert, ...(alert && { seen: `${alert.rule} fired for ${JSON.stringify(alert.labels)}` }) };
    },
  };
}
