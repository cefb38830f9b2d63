import { mission } from "../../lib/telemetry/mission";
import { type Check, same } from "../scenario";
import { newTraceId } from "../traffic";
import type { AilingCell } from "./ailing-cell";
import { least } from "./smallest";

/** All in one trace, so that they are one detector's. */
const traceId = newTraceId();

const callsOf = (first: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({
    name: "search",
    spanId: (first + index + 1).toString(16).padStart(16, "0"),
    attributes: { [mission.toolName.name]: "search", [mission.callerId.name]: `caller-${first + index}` },
  }));

/** As many callers of one team as a detector has room for. */
export async function asManyCallersAsFit({ send }: AilingCell): Promise<readonly Check[]> {
  return [same(`${least.callers} callers are accepted`, await send(traceId, callsOf(0, least.callers)), 200)];
}

export async function oneCallerMore({ send, fires }: AilingCell): Promise<readonly Check[]> {
  await send(traceId, callsOf(least.callers, 1));
  const what = `one caller more than the ${least.callers} there is room for`;
  return [await fires(what, "detector-overflow", { reason: "callers" })];
}
