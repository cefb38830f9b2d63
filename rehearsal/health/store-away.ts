import { metricsPath } from "../../lib/gateway/shown-metrics";
import { loopback } from "../../lib/site";
import { programs } from "../../lib/telemetry/programs";
import { eventually } from "../eventually";
import type { RunningCell } from "../running-cell";
import { type Check, same } from "../scenario";
import type { RawSpan } from "../sender";
import { newTraceId } from "../traffic";
import type { AilingCell } from "./ailing-cell";
import { least } from "./smallest";

const rule = "queue-filling";
/** Spans of about a mebibyte together. */
const spansPerRequest = 64;
const text = "nothing of interest, said at length. ".repeat(450);
/** Requests after which nobody is told that there is no room: then it is not the queue that is tried. */
const patience = 4 * least.queueMiB;
/** How long what waited may take to be stored. Unit: milliseconds. */
const stored = 60_000;

/** The store is away: its queue fills, is full, and empties when the store is back. */
export async function storeAway({
  cell,
  levels,
  fires,
  firing,
  endsWell,
  send,
}: AilingCell): Promise<readonly Check[]> {
  const { percent = 0, full = 0 } = levels(rule);
  const tenant = cell.tenants[0]?.id ?? "";
  const exporter = `otlp_grpc/${tenant}`;
  const [traceId, more] = [newTraceId(), newTraceId()];
  const store = await cell.supervisor.end(cell.cell.kit.store.kind);

  let requests = 0;
  while ((await taken(cell, exporter)) < (percent + full) / 2 && requests < patience) {
    await send(traceId, largeSpans(requests++));
  }
  const checks = [
    await fires(`a queue more than ${percent} percent full`, rule, { exporter, severity: "warning" }),
    same("which is not critical", severities(await firing(rule)), ["warning"]),
    same("and nothing was lost", await firing("spans-discarded"), []),
  ];
  const answers: (number | string)[] = [];
  while (answers.length < patience && (answers.at(-1) ?? accepted) === accepted) {
    answers.push(await send(more, largeSpans(answers.length)));
  }
  checks.push(
    same("where it is full, the sender is told to come back", answers.at(-1), 503),
    await fires("a full queue, critically,", rule, { exporter, severity: "critical" }),
    await fires("what it had no room for", "spans-discarded"),
    same(
      "while nothing was given up",
      (await firing("export-failing")).some((alert) => alert.exporter === exporter),
      false,
    ),
  );

  await cell.supervisor.start(store);
  const wanted = requests * spansPerRequest;
  const found = await eventually(
    async () => (await cell.store.trace(tenant, traceId)).length,
    (count) => count >= wanted,
    stored,
  );
  return [
    ...checks,
    await endsWell("the queue empties once the store is back", rule),
    same("and everything that was accepted is stored", found, wanted),
  ];
}

const accepted = 200;

function severities(alerts: readonly Readonly<Record<string, string>>[]): readonly string[] {
  return [...new Set(alerts.map(({ severity = "" }) => severity))];
}

/** Percent of an exporter's queue that is taken, asked of the collector itself. */
async function taken({ site }: RunningCell, exporter: string): Promise<number> {
  const told = await fetch(`http://${loopback}:${site.port("ingest-ops")}${metricsPath("collector")}`);
  const lines = (await told.text()).split("\n").filter((line) => line.includes(`exporter="${exporter}"`));
  const value = (name: string) =>
    Number(
      lines
        .find((line) => line.startsWith(`${name}{`))
        ?.split(" ")
        .at(-1),
    );
  return (100 * value(programs.queueSize.name)) / value(programs.queueCapacity.name);
}

function largeSpans(part: number): readonly RawSpan[] {
  return Array.from({ length: spansPerRequest }, (_, index) => ({
    name: "large",
    spanId: (part * spansPerRequest + index + 1).toString(16).padStart(16, "0"),
    attributes: { "acme.text": text },
  }));
}
