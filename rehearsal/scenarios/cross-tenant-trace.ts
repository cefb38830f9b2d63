import { type Check, type Scenario, type Stage, told } from "../scenario";
import { startTraffic } from "../traffic";
import { alertOf } from "../workspace";

const rule = "cross-tenant-trace";

export const crossTenantTrace: Scenario = {
  id: rule,
  proves: rule,
  title: "a trace with spans of two teams raises the alert, one of two services of a team does not",
  act: async (stage) => {
    const { traffic, cell, fires, silent } = stage;
    const [home, ...others] = cell.tenants;
    const { tenants = 0 } = stage.levels(rule);
    const abroad = others.slice(0, tenants);
    if (abroad.length < tenants) return async () => [notPlayed(tenants + 1, cell.tenants.length)];
    const crossing = await traffic.calls({ caller: "wandering-agent", count: 1 });
    const local = await traffic.calls({ caller: "domestic-agent", count: 1 });
    const last = await Promise.all([
      ...abroad.map((tenant) => oneCall(stage, { tenant, caller: "wandering-agent", traceId: crossing.traceId })),
      oneCall(stage, { tenant: home, service: 1, caller: "domestic-agent", traceId: local.traceId }),
    ]);
    const of = (traceId: string) => alertOf(rule, "root_trace_id", traceId);
    return async () => [
      await fires(`calls to servers of ${tenants + 1} teams fire`, Math.max(...last), of(crossing.traceId)),
      await silent("calls to two servers of one team stay silent", of(local.traceId)),
    ];
  },
};

function notPlayed(needed: number, there: number): Check {
  return told({ what: `not played: it takes spans of ${needed} teams, and there are ${there}`, ok: true });
}

interface Visit {
  readonly tenant: Stage["cell"]["tenants"][number] | undefined;
  readonly service?: number;
  readonly caller: string;
  readonly traceId: string;
}

/** One call to another server, in a trace that began elsewhere; when it was answered. */
async function oneCall({ cell }: Stage, { tenant, service, caller, traceId }: Visit): Promise<number> {
  const server = await startTraffic(cell, { tenant, service });
  const { endedAt } = await server.calls({ caller, traceId, count: 1 });
  await server.close();
  return endedAt;
}
