import type { Tenant } from "../../lib/access/tenant";
import { mission } from "../../lib/telemetry/mission";
import { resource } from "../../lib/telemetry/resource";
import { toolSpanPrefix } from "../../lib/telemetry/span-shapes";
import type { RunningCell } from "../running-cell";
import { sendRaw } from "../sender";
import { newTraceId } from "../traffic";
import type { Planted } from "./visits";

/** Leaves one refused call in a team's store and in its metrics. */
export async function plant(cell: RunningCell, { team, identity }: Tenant): Promise<Planted> {
  const [traceId, caller] = [newTraceId(), `caller-of-${team.id}`];
  await sendRaw({
    port: cell.site.port("ingest"),
    authority: cell.authority.certificate,
    credential: await cell.authority.issue({ identity }),
    resource: { [resource.serviceName.name]: team.services[0] ?? "" },
    traceId,
    spans: [
      {
        name: `${toolSpanPrefix}refund_order`,
        attributes: {
          [mission.toolName.name]: "refund_order",
          [mission.callerId.name]: caller,
          [mission.authzDecision.name]: "deny",
        },
      },
    ],
  });
  return { team: team.id, traceId, caller };
}
