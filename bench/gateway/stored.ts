import { toolSpanPrefix } from "../../lib/telemetry/span-shapes";
import { eventually } from "../../rehearsal/eventually";
import type { RunningCell } from "../../rehearsal/running-cell";
import { otlpRequest } from "./spans";
import { Connections, type Question } from "./way";
import { ingestWays, serviceOf } from "./ways";

/** Spans of one stored trace, and traces of one request. */
const spansEach = 10;
const tracesEach = 50;

/** Operation of the one trace that is looked for, and of all others. */
const sought = "search_orders";
const other = "list_orders";

/** Stores one trace and returns the questions that find it. */
export async function storeOne(cell: RunningCell): Promise<{ readonly byId: Question; readonly search: Question }> {
  const [traceId] = await send(cell, 1, sought);
  const now = Date.now() * 1_000;
  const query = new URLSearchParams({
    service: serviceOf(cell),
    operation: `${toolSpanPrefix}${sought}`,
    limit: "20",
    start: String(now - hour),
    end: String(now + hour),
  });
  // What Go's clients, and so Grafana, send by themselves.
  const headers = { "accept-encoding": "gzip" };
  return {
    byId: { path: cell.store.api.path(traceId ?? ""), headers },
    search: { path: `/api/traces?${query}`, headers },
  };
}

/** Unit: microseconds. */
const hour = 3_600_000_000;

/** Stores so many more traces, which the search has to look at and does not find. */
export async function storeMany(cell: RunningCell, traces: number): Promise<void> {
  let last: string | undefined;
  for (let stored = 0; stored < traces; stored += tracesEach) last = (await send(cell, tracesEach, other)).at(-1);
  await arrived(cell, last ?? "");
}

async function send(cell: RunningCell, traces: number, mark: string): Promise<readonly string[]> {
  const [straight] = await ingestWays(cell);
  if (!straight) throw new Error("there is no way to the collector");
  const { question, traceIds } = otlpRequest(serviceOf(cell), { traces, spansEach, mark });
  const connections = new Connections(straight);
  await connections.ask(question);
  connections.close();
  if (traces === 1) await arrived(cell, traceIds[0] ?? "");
  return traceIds;
}

async function arrived(cell: RunningCell, traceId: string): Promise<void> {
  const tenant = cell.tenants[0]?.id ?? "";
  const spans = await eventually(
    () => cell.store.trace(tenant, traceId),
    (found) => found.length === spansEach,
  );
  if (spans.length !== spansEach) throw new Error("what was sent did not arrive in the store");
}
