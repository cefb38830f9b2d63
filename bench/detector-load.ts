import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { makeInputs } from "../bin/inputs";
import { serialize } from "../lib/artifact";
import { detector } from "../lib/collector/detector";
import { type Cell, cellOf } from "../lib/inputs";
import { localPortCount, localSite } from "../lib/local-site";
import { loopback } from "../lib/site";
import { derivedMetrics, detectorMetrics } from "../lib/telemetry/metrics";
import { obtain } from "../rehearsal/engines/obtain";
import { freePorts } from "../rehearsal/ports";
import { Supervisor } from "../rehearsal/programs/supervisor";
import { terminalProgress } from "../rehearsal/progress";
import { config } from "../test/fixtures/company";
import { anHour, callsOf, request } from "./detector/hour";
import { PlainGrpc } from "./detector/plain-grpc";
import { memory, told } from "./detector/told";
import { processorSeconds } from "./processor-time";

/** Traces of one request, and requests under way at once. */
const tracesEach = 200;
const atOnce = 4;

/** The settings as they are deployed, and with the least room. Nothing expires meanwhile, so that all traces of the hour are held at once. */
const shapes: Readonly<Record<string, Partial<Cell["settings"]["metrics"]>>> = {
  "as deployed": {},
  "with the least room": { detectorMiB: 16, seriesLimit: 500 },
};

async function main(args: readonly string[]): Promise<void> {
  const progress = terminalProgress();
  const { collector } = await obtain(["collector"], progress);
  const binary = collector?.["mcp-trace-collector"];
  if (!binary) throw new Error("the collector was not built");
  const rows = [];
  for (const [name, metrics] of Object.entries(shapes)) {
    rows.push(await progress.during(`an hour of agents, ${name}`, () => measure(binary, name, metrics)));
  }
  process.stdout.write(args.includes("--json") ? `${JSON.stringify(rows, null, 2)}\n` : rows.map(words).join("\n"));
}

/** Sends the hour as fast as the detector takes it, and reads what it then tells. */
async function measure(binary: string, name: string, metrics: Partial<Cell["settings"]["metrics"]>) {
  const company = cellOf(makeInputs(config), "prod");
  const { settings } = company;
  const cell: Cell = { ...company, settings: { ...settings, metrics: { ...settings.metrics, ...metrics } } };
  const directory = await mkdtemp(join(tmpdir(), "mcp-trace-kit-bench-"));
  const supervisor = new Supervisor();
  try {
    await mkdir(join(directory, "logs"));
    const site = localSite(cell, directory, await freePorts(localPortCount(cell)));
    const file = join(directory, "detector.yaml");
    await writeFile(file, serialize(detector(cell, site)));
    await supervisor.start({
      name: "detector",
      command: binary,
      args: ["--config", file],
      ready: `http://${loopback}:${site.port("detector-health")}/`,
      logFile: join(directory, "logs", "detector.log"),
    });
    const pid = supervisor.processes()[0]?.pid ?? 0;
    const url = `http://${loopback}:${site.port("detector-metrics")}/metrics`;
    const start = Date.now();
    const refused = await sendHour(cell, site.port("detector-otlp"));
    const seconds = (Date.now() - start) / 1_000;
    // A call counts after a part of a flush; one more, and it is told.
    await sleep(2.5 * cell.settings.metrics.flushSeconds * 1_000);
    const { series, sum } = await told(url);
    const { seriesLimit } = cell.settings.metrics;
    return {
      ...{ name, seconds, refused, series },
      calls: Array.from({ length: anHour.traces }, (_, trace) => callsOf(anHour, trace)).reduce((a, b) => a + b, 0),
      counted: sum[derivedMetrics.callerCalls.name] ?? 0,
      dropped: Object.fromEntries(Object.entries(sum).filter(([key]) => key.startsWith(detectorMetrics.dropped.name))),
      total: Object.values(series).reduce((a, b) => a + b, 0),
      bound: Object.keys(derivedMetrics).length * anHour.teams * seriesLimit,
      memory: await memory(pid),
      memoryLimit: settings.detector.memoryMiB,
      processor: await processorSeconds(pid),
    };
  } finally {
    await supervisor.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

/** How many requests were not taken. */
async function sendHour(cell: Cell, port: number): Promise<number> {
  const connection = new PlainGrpc(port);
  let [next, refused] = [0, 0];
  const worker = async () => {
    while (next < anHour.traces) {
      const first = next;
      next += tracesEach;
      const status = await connection.send(request(cell, anHour, first, Math.min(tracesEach, anHour.traces - first)));
      if (status !== 0) refused++;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  connection.close();
  return refused;
}

function words(row: Awaited<ReturnType<typeof measure>>): string {
  const { name, seconds, calls, counted, series, total, bound, dropped, memory: used, memoryLimit, processor } = row;
  const number = (value: number) => value.toLocaleString("en", { maximumFractionDigits: 1 });
  const percent = (part: number, whole: number) => `${number((100 * part) / whole)} %`;
  return [
    `${name}: ${number(anHour.traces)} traces and ${number(anHour.callers)} callers of ${anHour.teams} teams, sent in ${number(seconds)} s`,
    `  calls counted       ${number(counted)} of ${number(calls)}; requests refused: ${row.refused}`,
    `  active series       ${number(total)}, ${percent(total, bound)} of the bound of ${number(bound)}`,
    ...Object.entries(series).map(([key, count]) => `    ${key.padEnd(40)} ${number(count)}`),
    `  memory              ${number(used.now)} MiB, at most ${number(used.highest)}: ${percent(used.highest, memoryLimit)} of the task's ${number(memoryLimit)}`,
    `  left out, by reason ${Object.entries(dropped)
      .map(([key, value]) => `${key.split(" ").at(-1)} ${number(value)}`)
      .join(", ")}`,
    `  processor time      ${number(processor)} s`,
    "",
  ].join("\n");
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
