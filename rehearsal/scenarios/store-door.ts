import { systemIdentity, tenantHeader } from "../../lib/access/tenant";
import { type Scenario, same } from "../scenario";
import { type SecureAnswer, secureRequest } from "../secure-request";

export const storeDoor: Scenario = {
  id: "store-door",
  title: "the store admits the collector for writes and the query gateway for reads, nobody else",
  act: async ({ cell }) => {
    const [tenant] = cell.tenants;
    const headers = { [tenantHeader]: tenant?.id ?? "" };
    const collector = await cell.authority.issue({ identity: systemIdentity(cell.cell.name, "collector") });
    const reader = await cell.authority.issue({ identity: systemIdentity(cell.cell.name, "query-gateway") });
    const team = await cell.authority.issue({ identity: tenant?.identity });
    const at = { port: cell.site.port("door"), authority: cell.authority.certificate, headers };
    const path = cell.store.api.probe;

    // Tempo federates the tenants that the query gateway names; Jaeger must not be asked for two.
    const twoTenantsAtOnce = async () => {
      const both = cell.tenants.map(({ id }) => id).join("|");
      const answer = await secureRequest({ ...at, path, credential: reader, headers: { [tenantHeader]: both } });
      return { what: "two tenants at once", answer };
    };

    const read = await secureRequest({ ...at, path, credential: reader });
    const attempts = [
      {
        what: "reading with the collector's certificate",
        answer: await secureRequest({ ...at, path, credential: collector }),
      },
      { what: "reading with a team's certificate", answer: await secureRequest({ ...at, path, credential: team }) },
      {
        what: "writing with the query gateway's certificate",
        answer: await secureRequest({ ...at, path: "/v1/traces", method: "POST", credential: reader }),
      },
      {
        what: "an API that is not in the list",
        answer: await secureRequest({ ...at, path: "/metrics", credential: reader }),
      },
      ...(cell.cell.kit.store.kind === "jaeger" ? [await twoTenantsAtOnce()] : []),
    ];
    return async () => [
      same("reading with the query gateway's certificate is let in", status(read), 200),
      ...attempts.map(({ what, answer }) => same(`${what} is refused`, status(answer), 403)),
    ];
  },
};

function status(answer: SecureAnswer): number | string {
  return "status" in answer ? answer.status : answer.refused;
}
