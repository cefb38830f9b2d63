import { resource } from "../../lib/telemetry/resource";
import { newCanary } from "../leaky-span";
import type { Scenario, Stage } from "../scenario";
import { sendRaw } from "../sender";
import { newTraceId } from "../traffic";

const rule = "secret-in-span";
const secretClass = "provider-token";

export const secretInSpan: Scenario = {
  id: rule,
  proves: rule,
  title: "a token in a team's span raises the alert, words that only the allow-list hides do not",
  act: async (stage) => {
    const [careless, careful] = stage.cell.tenants;
    const { token, words } = newCanary();
    await send(stage, careless, { "acme.note": `see ${token}` });
    const sentAt = Date.now();
    await send(stage, careful, { "acme.note": words, "acme.id": newTraceId() });
    return async () => [
      await stage.fires("one token fires", sentAt, ({ labels }) => {
        return labels.type === "secret_in_span" && labels.tenant === careless?.id && labels.class === secretClass;
      }),
      await stage.silent("words and ids that are hidden outside stay silent", ({ labels }) => {
        return labels.type === "secret_in_span" && labels.tenant === careful?.id;
      }),
      await stage.silent(
        "what is hidden for its key alone is no secret",
        ({ labels }) => labels.class === "unregistered",
      ),
    ];
  },
};

async function send(
  { cell }: Stage,
  tenant: Stage["cell"]["tenants"][number] | undefined,
  attributes: Readonly<Record<string, string>>,
): Promise<void> {
  if (!tenant) throw new Error("two teams are needed");
  await sendRaw({
    port: cell.site.port("ingest"),
    authority: cell.authority.certificate,
    credential: await cell.authority.issue({ identity: tenant.identity }),
    resource: { [resource.serviceName.name]: tenant.team.services[0] ?? "" },
    traceId: newTraceId(),
    spans: [{ name: "note", attributes }],
  });
}
