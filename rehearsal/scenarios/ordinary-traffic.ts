import { resource as registered } from "../../lib/telemetry/resource";
import { eventually } from "../eventually";
import { type Scenario, same } from "../scenario";
import type { CallsMade } from "../traffic";

export const ordinaryTraffic: Scenario = {
  id: "ordinary-traffic",
  title: "ordinary traffic reaches its team's store and raises nothing",
  act: async ({ cell, traffic, silent, settled }) => {
    const callers = ["alice-agent", "bob-agent", "carol-agent"];
    const traces: CallsMade[] = [];
    for (const [index, caller] of callers.entries()) {
      traces.push(await traffic.calls({ caller, count: 3 + 4 * index, depth: index }));
    }
    return async () => {
      await settled();
      const ids = traces.map(({ traceId }) => traceId);
      const [tenant] = cell.tenants;
      const total = traces.reduce((sum, { count }) => sum + count, 0);
      const stored = await eventually(
        () => Promise.all(ids.map((id) => cell.store.trace(tenant?.id ?? "", id))),
        (spans) => spans.flat().length >= total,
      );
      return [
        same(
          "every call is one span in the team's store",
          stored.map((spans) => spans.length),
          traces.map(({ count }) => count),
        ),
        same(
          "each span carries the team of the certificate",
          [...new Set(stored.flat().map(({ resource }) => resource[registered.team.name]))],
          [tenant?.team.id],
        ),
        await silent("no alert speaks of these traces or callers", ({ labels }) =>
          [...ids, ...callers].some((name) => Object.values(labels).includes(name)),
        ),
      ];
    };
  },
};
