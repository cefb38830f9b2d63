import { tenantHeader } from "../../lib/access/tenant";
import { unknownService } from "../../lib/collector/identity";
import { identityHeader } from "../../lib/gateway/http";
import { resource } from "../../lib/telemetry/resource";
import { eventually } from "../eventually";
import { type Scenario, same } from "../scenario";
import { sendRaw } from "../sender";
import { newTraceId } from "../traffic";

export const claimedIdentity: Scenario = {
  id: "claimed-identity",
  title: "a sender that claims another team lands in its own store under its own name",
  act: async ({ cell, settled }) => {
    const [victim, liar] = cell.tenants;
    if (!victim || !liar) throw new Error("two teams are needed");
    const traceId = newTraceId();
    const claims = {
      team: victim.team.id,
      tenant: victim.id,
      "deployment.environment": "elsewhere",
      [resource.environment.name]: "elsewhere",
      [resource.serviceName.name]: victim.team.services[0] ?? "",
    };
    const answer = await sendRaw({
      port: cell.site.port("ingest"),
      authority: cell.authority.certificate,
      credential: await cell.authority.issue({ identity: liar.identity }),
      headers: { [tenantHeader]: victim.id, [identityHeader]: victim.identity },
      // Its own service first, somebody else's after it.
      resource: [[resource.serviceName.name, liar.team.services[0] ?? ""], ...Object.entries(claims)],
      scope: { name: "liar", attributes: [{ key: "team", value: { stringValue: victim.team.id } }] },
      traceId,
      spans: [{ name: "claims", attributes: claims }],
    });
    return async () => {
      await settled();
      await eventually(
        () => cell.store.trace(liar.id, traceId),
        (spans) => spans.length > 0,
      );
      const [inVictim, inLiar] = await Promise.all([victim, liar].map(({ id }) => cell.store.trace(id, traceId)));
      const [span] = inLiar ?? [];
      const claimed = Object.keys(span?.attributes ?? {}).filter((key) => key in claims);
      return [
        same("the request is accepted", "status" in answer && answer.status, 200),
        same("nothing reaches the other team's store", inVictim?.length, 0),
        same("the span is in the sender's own store", inLiar?.length, 1),
        same("it carries the sender's team", span?.resource[resource.team.name], liar.team.id),
        same("it carries the cell's environment", span?.resource[resource.environment.name], cell.cell.name),
        same("the service it does not own is unknown", span?.resource[resource.serviceName.name], unknownService),
        same("no claim is left on the span", claimed, []),
      ];
    };
  },
};
