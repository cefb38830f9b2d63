import { basename } from "node:path";
import { parseArgs } from "node:util";
import { terminalProgress } from "../rehearsal/progress";
import { readRuns } from "../rehearsal/replay/runs";
import { compare, comparisonText, sampleOf } from "./detection/compare";
import { costText, measureCost } from "./detection/cost";
import type { Play } from "./detection/recorded";
import { rules } from "./detection/rules";
import { bySet, type PlayedRun, type Score, scoreOf } from "./detection/score";
import { table } from "./detection/table";
import { throughModule } from "./detection/through-module";

const usage = `usage: npm run bench:detection -- FILE… [options]

Plays recorded agent runs through the module that counts loops, and says how the rules do with their default numbers. A sample is
played through real MCP servers as well, and must have the same counts on its exported spans.

  FILE             one run a line, plain or gzip: {"set", "run_id", "labels", "calls": [{"tool", "server", "args", "error", "answer", …}]}
  --json           every figure, with the runs that raise an alarm
  --sample N       runs of each set that are played through servers as well; 0 for none. Default: 40
  --per-server     each server of a run sees its own calls only
  --turns          calls of one turn overlap
  --write-reset    writes clear the window; which calls write is guessed from names and commands
  --cost           also measure what counting costs a server, in time and memory
  --exempt TOOL    a tool that is asked again on purpose; may be given more than once
`;

const options = {
  json: { type: "boolean", default: false },
  sample: { type: "string", default: "40" },
  "per-server": { type: "boolean", default: false },
  turns: { type: "boolean", default: false },
  "write-reset": { type: "boolean", default: false },
  exempt: { type: "string", multiple: true, default: [] as string[] },
  cost: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

function orderOf(args: readonly string[]) {
  try {
    const { values, positionals: files } = parseArgs({ args: [...args], options, allowPositionals: true });
    const sample = Number(values.sample);
    if (values.help || files.length === 0 || !Number.isSafeInteger(sample) || sample < 0) return undefined;
    const { turns, exempt } = values;
    const play: Play = { perServer: values["per-server"], turns, writeReset: values["write-reset"], exempt };
    return { files, sample, play, json: values.json, cost: values.cost };
  } catch {
    return undefined;
  }
}

async function main(args: readonly string[]): Promise<void> {
  const order = orderOf(args);
  if (!order) {
    process.stderr.write(usage);
    process.exitCode = args.includes("--help") ? 0 : 2;
    return;
  }
  const progress = terminalProgress();
  const played: PlayedRun[] = [];
  for (const file of order.files) {
    const runs = await readRuns(file);
    progress.note(`${basename(file)}: ${runs.length.toLocaleString("en")} runs`);
    for (const run of runs) played.push({ run, calls: throughModule(run, order.play) });
  }
  const scores = scoresOf(played);
  const sample = sampleOf(played, order.sample);
  const equality = await progress.during("a sample through real servers", () => compare(sample, order.play));
  const cost = order.cost ? await progress.during("what it costs", measureCost) : undefined;
  const told = { scores, alarms: alarmsOf(played), equality, cost };
  const text = [table(scores), comparisonText(equality), ...(cost ? [costText(cost)] : [])].join("\n\n");
  process.stdout.write(`${order.json ? JSON.stringify(told, null, 2) : text}\n`);
  if (equality.differences.length > 0) process.exitCode = 1;
}

function scoresOf(played: readonly PlayedRun[]): readonly Score[] {
  const sets = [...bySet(played)];
  const blocks: typeof sets = sets.length > 1 ? [...sets, ["all sets", played]] : sets;
  return blocks.flatMap(([set, runs]) => rules.map((rule) => scoreOf(set, rule, runs)));
}

/** Where to look when a figure is not what was hoped for. */
function alarmsOf(played: readonly PlayedRun[]) {
  return rules.flatMap((rule) =>
    played.flatMap(({ run, calls }) => {
      const alarm = rule.alarm(calls);
      return alarm < 0 ? [] : [{ rule: rule.name, set: run.set, run: run.run_id, call: alarm + 1 }];
    }),
  );
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
