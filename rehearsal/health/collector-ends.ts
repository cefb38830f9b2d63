import { eventually } from "../eventually";
import { type Check, same } from "../scenario";
import type { AilingCell } from "./ailing-cell";

/** A collector may put off its end longer than others: a destination that was away is asked again after seconds. Unit: milliseconds. */
const drained = 60_000;

/** The collector is told to end while the store is away: on AWS its queue would go with its task. */
export async function collectorEnds({ cell, call }: AilingCell): Promise<readonly Check[]> {
  const { supervisor } = cell;
  const tenant = cell.tenants[0]?.id ?? "";
  const stored = async (traceId: string) => (await cell.store.trace(tenant, traceId)).length;
  const store = await supervisor.end(cell.cell.kit.store.kind);
  const { traceId, answer } = await call("before-the-end");
  const ending = supervisor.end("collector", "SIGTERM", drained);
  await supervisor.start(store);
  const collector = await ending;
  const found = await eventually(
    () => stored(traceId),
    (count) => count > 0,
  );
  await supervisor.start(collector);
  return [
    same("what a collector took while the store was away", answer, 200),
    same("is stored before it ends, once the store is back", found, 1),
  ];
}
