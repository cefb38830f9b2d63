import { parseArgs } from "node:util";
import { terminalProgress } from "../rehearsal/progress";
import { onStage } from "../rehearsal/rehearse";
import { type IngestResult, raceIngest } from "./gateway/ingest-race";
import { benchInputs, environment } from "./gateway/inputs";
import { type Pace, type QueryResult, raceQueries } from "./gateway/query-race";
import { storeMany, storeOne } from "./gateway/stored";
import { Connections, type Question, type Way } from "./gateway/way";
import { ingestWays, queryWays } from "./gateway/ways";
import { median } from "./median";

const usage = `usage: npm run bench:gateway -- [--json]

Measures, on a real cell in interleaved rounds, what the gateways cost: queries straight at the store, through its door, and
through door and query gateway with a person's token; spans straight to the collector, and through the ingest gateway.
  --json  every figure, with the processor time of every program
`;

/** What a small search takes a Tempo: Jaeger's memory gets more traces until it takes as long. Unit: milliseconds. */
const asTempo = 4;
const tracesMore = 1_000;
const tracesMost = 20_000;

/** One after another, as a script asks; now and then, as people do, when every program has to wake up; and all at once. */
const paces: readonly Pace[] = [
  { name: "one by one", concurrency: 1, pause: 0 },
  { name: "with pauses", concurrency: 1, pause: 10 },
  { name: "8 at once", concurrency: 8, pause: 0 },
];

interface Report {
  readonly queries: readonly QueryResult[];
  readonly ingest: readonly IngestResult[];
}

async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { json: { type: "boolean" }, help: { type: "boolean" } } });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  const report = await measure();
  process.stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : table(report));
}

function measure(): Promise<Report> {
  const progress = terminalProgress();
  return onStage(benchInputs(), { environment, progress }, async ({ cell }) => {
    // Nobody waits for an alert here, and asking for them would disturb.
    await cell.workspace.close();
    const { byId, search } = await storeOne(cell);
    const ways = await queryWays(cell);
    const queries: QueryResult[] = [];
    const race = async (name: string, asked: Question) => {
      for (const pace of paces) {
        const work = () => raceQueries(cell, ways, { name, asked }, pace);
        queries.push(...(await progress.during(`${name}, ${pace.name}`, work)));
      }
    };
    await race("a trace by its id", byId);
    await race("a search in 1 trace", search);
    let traces = 1;
    await progress.during(`storing traces until a search takes ${asTempo} ms`, async () => {
      do {
        await storeMany(cell, tracesMore);
        traces += tracesMore;
      } while (traces < tracesMost && (await unhurried(ways, search)) < asTempo);
    });
    await race(`a search in ${traces.toLocaleString("en")} traces`, search);
    const ingest = await progress.during("ingest", async () => raceIngest(cell, await ingestWays(cell)));
    return { queries, ingest };
  });
}

/** What a question takes the first way while the others are asked as well. Unit: milliseconds. */
async function unhurried(ways: readonly Way[], asked: Question): Promise<number> {
  const all = ways.map((way) => new Connections(way));
  const times: number[] = [];
  for (let sent = 0; sent < 50; sent++) {
    for (const [index, connections] of all.entries()) {
      const time = await connections.ask(asked);
      if (index === 0) times.push(time);
    }
  }
  for (const connections of all) connections.close();
  return median(times);
}

function table({ queries, ingest }: Report): string {
  const milliseconds = (value: number) => value.toFixed(2).padStart(9);
  const times = (value: number) => `${value.toFixed(2)} ×`.padStart(9);
  const asked = queries.map(({ question, pace, way, p50, p99, ratio, added, processor }) => {
    const programs = Object.entries(processor).map(([program, spent]) => `${program} ${spent.toFixed(2)}`);
    const what = `${question}, ${pace}`.padEnd(38);
    const figures = [milliseconds(p50), milliseconds(p99), times(ratio), milliseconds(added)].join("");
    return `${what}${way.padEnd(28)}${figures}  ${programs.join(", ")}`;
  });
  const sent = ingest.map(({ way, p50, ratio, gateway, collector, processorRatio }) => {
    const spent = [gateway, collector].map((value) => value.toFixed(2).padStart(11)).join("");
    return `${way.padEnd(28)}${milliseconds(p50)}${times(ratio)}${spent}${times(processorRatio)}`;
  });
  return [
    "",
    "Queries: median of interleaved rounds; × and added are over the store asked straight in the same round; ms",
    `${"question".padEnd(38)}${"way".padEnd(28)}      p50      p99        ×    added  processor time of one request, by program`,
    ...asked,
    "",
    "Ingest of 256 spans a request, one request at a time: ms, and processor time of one span in µs",
    `${"way".padEnd(28)}      p50        ×    gateway  collector  processor ×`,
    ...sent,
    "",
  ].join("\n");
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
