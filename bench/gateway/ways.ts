import { systemIdentity, type Tenant, tenantHeader } from "../../lib/access/tenant";
import { readings } from "../../lib/gateway/query-readings";
import type { RunningCell } from "../../rehearsal/running-cell";
import type { Way } from "./way";

/** The tenant that is asked for, and sent to. */
function tenantOf(cell: RunningCell): Tenant {
  const [tenant] = cell.tenants;
  if (!tenant) throw new Error("the configuration has no team");
  return tenant;
}

export function serviceOf(cell: RunningCell): string {
  return tenantOf(cell).team.services[0] ?? "";
}

/** Ways to ask a tenant's store: straight, as the query gateway asks, and as a person does. */
export async function queryWays(cell: RunningCell): Promise<readonly Way[]> {
  const tenant = tenantOf(cell);
  const reading = readings(cell.cell).find(({ audience, tenants }) => {
    return !audience.conditional && tenants.length === 1 && tenants[0]?.id === tenant.id;
  });
  if (!reading) throw new Error(`nobody has a standing address for ${tenant.id}`);
  const credential = await cell.authority.issue({ identity: systemIdentity(cell.cell.name, "query-gateway") });
  const authority = cell.authority.certificate;
  const token = cell.signIn.token({ user: "developer", groups: reading.audience.groups });
  return [
    { name: "store", port: cell.site.tenantPort("jaeger-query", tenant), programs: ["jaeger"] },
    {
      name: "door, store",
      port: cell.site.port("door"),
      programs: ["store-door", "jaeger"],
      headers: { [tenantHeader]: tenant.id },
      tls: { authority, credential },
    },
    {
      name: "query gateway, door, store",
      port: cell.site.port("query"),
      programs: ["query-gateway", "store-door", "jaeger"],
      prefix: reading.prefix,
      headers: cell.signIn.headers(token),
      tls: { authority },
    },
  ];
}

/** Ways to the collector: straight to a tenant's receiver, and as the tenant's servers send. */
export async function ingestWays(cell: RunningCell): Promise<readonly Way[]> {
  const tenant = tenantOf(cell);
  const credential = await cell.authority.issue({ identity: tenant.identity });
  return [
    { name: "collector", port: cell.site.tenantPort("receive-http", tenant), programs: ["collector"] },
    {
      name: "ingest gateway, collector",
      port: cell.site.port("ingest"),
      programs: ["ingest-gateway", "collector"],
      tls: { authority: cell.authority.certificate, credential },
    },
  ];
}
