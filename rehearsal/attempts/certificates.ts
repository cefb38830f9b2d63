import { alertingIdentity, systemIdentity, tenantHeader } from "../../lib/access/tenant";
import { otlpPaths } from "../../lib/gateway/otlp-route";
import { type Authority, type Credential, makeAuthority } from "../../lib/pki/authority";
import type { Listener } from "../../lib/site";
import { secureRequest } from "../secure-request";
import type { Attempt, Ground } from "./attempt";

/** Ports that ask for a certificate, tried with none or another's. */
export async function certificateAttempts({ cell, foreignSpan }: Ground): Promise<readonly Attempt[]> {
  const { authority, site } = cell;
  const { name } = cell.cell;
  const stranger = await makeAuthority("another company");
  const [tenant] = cell.tenants;
  if (!tenant) throw new Error("a tenant is needed");
  const of = (issuer: Authority, identity: string) => issuer.issue({ identity });
  const other = `spiffe://kit/not-${name}/${tenant.team.id}`;

  const to =
    (listener: Listener, path: string, method: string) =>
    (what: string, wanted: Attempt["wanted"], credential?: Credential): Attempt => ({
      what: `${listener}: ${what}`,
      wanted,
      send: () =>
        secureRequest({
          port: site.port(listener),
          authority: authority.certificate,
          path,
          method,
          credential,
          headers: { [tenantHeader]: `${name}.${foreignSpan.team}` },
        }),
    });
  const ingest = to("ingest", otlpPaths.http, "POST");
  const door = to("door", cell.store.api.path(foreignSpan.traceId), "GET");
  const alerting = to("metrics-alerting", "/api/v1/query?query=up", "GET");
  const foreign = await of(stranger, tenant.identity);
  const team = await of(authority, tenant.identity);
  const elsewhere = await of(authority, other);
  return [
    ingest("no certificate", "refused"),
    ingest("a certificate of another authority", "refused", foreign),
    ingest("a certificate of another environment", "refused", elsewhere),
    ingest("a team that does not exist", 403, await of(authority, `spiffe://kit/${name}/nobody`)),
    ingest("the query gateway's certificate", 403, await of(authority, systemIdentity(name, "query-gateway"))),
    door("no certificate", "refused"),
    door("a certificate of another authority", "refused", await of(stranger, systemIdentity(name, "query-gateway"))),
    door("a certificate of another environment", "refused", elsewhere),
    door("a team's certificate", 403, team),
    door("the collector's certificate", 403, await of(authority, systemIdentity(name, "collector"))),
    alerting("no certificate", "refused"),
    alerting("a team's certificate", "refused", team),
    alerting("a certificate of another authority", "refused", await of(stranger, alertingIdentity)),
    to("metrics-alerting", "/api/v1/admin/tsdb/delete_series", "POST")(
      "deleting, with the right certificate",
      403,
      await of(authority, alertingIdentity),
    ),
  ];
}
