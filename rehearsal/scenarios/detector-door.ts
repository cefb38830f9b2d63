import { systemIdentity } from "../../lib/access/tenant";
import { derivedMetrics } from "../../lib/telemetry/metrics";
import { mission } from "../../lib/telemetry/mission";
import { type Scenario, same } from "../scenario";
import { sendRaw } from "../sender";
import { newTraceId } from "../traffic";

export const detectorDoor: Scenario = {
  id: "detector-door",
  title: "the detector takes spans of the environment's collectors and of nobody else",
  act: async ({ cell, settled }) => {
    const { authority, site, tenants } = cell;
    const [tenant] = tenants;
    const traceId = newTraceId();
    const stripped = { [mission.toolName.name]: "forged", environment: cell.cell.name, team: tenant?.team.id ?? "" };
    const spans = Array.from({ length: cell.cell.settings.metrics.toolCallsFloor }, () => {
      return { name: "forged", attributes: stripped };
    });
    const send = async (identity?: string) =>
      sendRaw({
        ...{ port: site.port("detector"), authority: authority.certificate, traceId, spans, encoding: "grpc" },
        ...(identity && { credential: await authority.issue({ identity }) }),
      });
    const [team, reader, nobody] = [
      await send(tenant?.identity),
      await send(systemIdentity(cell.cell.name, "query-gateway")),
      await send(),
    ];
    return async () => {
      await settled();
      const counted = await cell.workspace.query(`${derivedMetrics.toolCalls.name}{root_trace_id="${traceId}"}`);
      return [
        same("a team's certificate is answered 403", "status" in team && team.status, 403),
        same("the query gateway's certificate is answered 403", "status" in reader && reader.status, 403),
        same("no certificate is refused by TLS", "refused" in nobody, true),
        same("nothing of it counts", counted, []),
      ];
    };
  },
};
