import { eventually } from "../eventually";
import { detectorProgram } from "../programs/stage";
import { type Check, same } from "../scenario";
import type { AilingCell } from "./ailing-cell";

const rule = "detector-blind";

/** One of two detectors is killed: the alert fires, and what servers send is stored as before. */
export async function detectorAway(ailing: AilingCell): Promise<readonly Check[]> {
  const { cell, call, fires, firing, endsWell } = ailing;
  const last = cell.site.detectors.length - 1;
  const killed = await cell.supervisor.end(detectorProgram("detector", last), "SIGKILL");
  const alert = await fires(`one of ${last + 1} detectors that is killed`, rule);
  const unread = await fires("what it no longer tells", "scrape-failing", { job: "detector" });
  const { traceId, answer } = await call("while-blind");
  const stored = await eventually(
    () => cell.store.trace(cell.tenants[0]?.id ?? "", traceId),
    (spans) => spans.length > 0,
  );
  const stands = (await firing(rule)).length > 0;
  await cell.supervisor.start(killed);
  return [
    alert,
    unread,
    same("spans are accepted meanwhile", answer, 200),
    same("and they are stored", stored.length, 1),
    same("while the alert stands", stands, true),
    await endsWell("the alert is over once the detector is back", rule),
  ];
}
