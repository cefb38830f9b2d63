import { resource } from "../../lib/telemetry/resource";
import type { Scenario, Stage } from "../scenario";
import { sendRaw } from "../sender";
import { newTraceId } from "../traffic";
import { alertOf } from "../workspace";

const rule = "identity-spoofing";

export const identitySpoofing: Scenario = {
  id: rule,
  proves: rule,
  title: "a sender that says that it is another team raises the alert, one that says who it is does not",
  act: async (stage) => {
    const [honest, liar] = stage.cell.tenants;
    if (!honest || !liar) throw new Error("two teams are needed");
    await claim(stage, liar, honest);
    const sentAt = Date.now();
    await claim(stage, honest, honest);
    return async () => [
      await stage.fires("one false claim fires", sentAt, alertOf(rule, "tenant", liar.id)),
      await stage.silent("a true one stays silent", alertOf(rule, "tenant", honest.id)),
    ];
  },
};

type Tenant = Stage["cell"]["tenants"][number];

/** Spans of one team that say that they are another's. */
async function claim({ cell }: Stage, sender: Tenant, claimed: Tenant): Promise<void> {
  await sendRaw({
    port: cell.site.port("ingest"),
    authority: cell.authority.certificate,
    credential: await cell.authority.issue({ identity: sender.identity }),
    resource: {
      [resource.serviceName.name]: sender.team.services[0] ?? "",
      [resource.team.name]: claimed.team.id,
      [resource.environment.name]: cell.cell.name,
    },
    traceId: newTraceId(),
    spans: [{ name: "claims" }],
  });
}
