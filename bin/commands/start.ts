import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Command } from "commander";
import { monthlyCost } from "../../lib/cost/monthly-cost";
import { terminalColours } from "../../lib/terminal-colours";
import type { Recording } from "../../rehearsal/replay-rehearsal";
import { complies, synthesizeStacks } from "../compliance-report/compliance";
import { BadInput, failed } from "../outcome";
import { templatesIn } from "../templates";
import { writeArtifacts } from "../write-artifacts";
import { complianceText } from "./compliance";
import { costSummary } from "./cost";
import {
  command,
  type EnvironmentOptions,
  engineOption,
  environmentOption,
  inputsFor,
  keepOption,
  print,
  progress,
} from "./options";

const pc = terminalColours();

interface StartOptions extends EnvironmentOptions {
  readonly keep?: boolean;
  readonly replay?: string;
  readonly set?: string;
  readonly limit?: string;
}

export function startCommand(): Command {
  return command("start", "validate, render, synthesize every stack with its packs, rehearse, and show the verdicts")
    .addOption(environmentOption())
    .addOption(engineOption())
    .addOption(keepOption())
    .option("--replay <file>", "replay recorded agent runs (JSON lines, plain or gzip) instead of the scenarios")
    .option("--set <names>", "only runs of these sets, separated by commas")
    .option("--limit <n>", "at most so many runs")
    .action(start);
}

async function start(options: StartOptions): Promise<void> {
  const limit = runLimit(options);
  const inputs = await inputsFor(options);
  const recording = options.replay === undefined ? undefined : await recordingOf(options.replay, options.set, limit);
  progress.note(`configuration ${options.config} is valid`);
  const files = await writeArtifacts(inputs, join("out", "artifacts"));
  progress.note(`${files.length} files rendered below ${join("out", "artifacts")}`);
  const compliance = await progress.during("synthesizing every stack with its compliance pack", () =>
    synthesizeStacks(inputs, join("out", "cdk")),
  );
  progress.note(costSummary(monthlyCost(templatesIn(join("out", "cdk")))));
  const common = { environment: options.env, engine: options.engine, keep: options.keep, progress };

  if (recording) {
    const [{ rehearseReplay }, { replayReportText }] = await Promise.all([
      import("../../rehearsal/replay-rehearsal"),
      import("../../rehearsal/replay-report"),
    ]);
    const replay = await rehearseReplay(inputs, recording, common);
    print(options.json, { compliance, replay }, () => complianceText(compliance) + replayReportText(replay));
    conclude(complies(compliance) && replay.passed, options);
    return;
  }
  const [{ rehearse }, { rehearsalText }, { startPage }] = await Promise.all([
    import("../../rehearsal/rehearse"),
    import("../../rehearsal/report"),
    import("../page/start-page"),
  ]);
  const rehearsal = await rehearse(inputs, common);
  const file = join("out", "report.html");
  await writeFile(file, startPage({ inputs, compliance, rehearsal }));
  print(options.json, { compliance, rehearsal }, () => complianceText(compliance) + rehearsalText(rehearsal));
  progress.note(`${file} shows all of it in a browser`);
  conclude(complies(compliance) && rehearsal.verdicts.every(({ passed }) => passed), options);
}

/** Read before anything is started: a file that cannot be read costs nothing then. */
async function recordingOf(file: string, sets: string | undefined, limit: number | undefined): Promise<Recording> {
  const { readRuns } = await import("../../rehearsal/replay/runs");
  const runs = await readRuns(file, { sets: sets?.split(","), limit }).catch((error: unknown) => {
    throw new BadInput(error instanceof Error ? error.message : String(error));
  });
  if (runs.length === 0) throw new BadInput(`--replay ${file}: holds no run that was asked for`);
  return { file, runs };
}

function conclude(fine: boolean, { json }: StartOptions): void {
  if (!fine) process.exitCode = failed;
  if (!json) process.stdout.write(fine ? pc.green("all is well\n") : pc.red("something failed: see above\n"));
}

function runLimit({ replay, set, limit }: StartOptions): number | undefined {
  if (replay === undefined && (set !== undefined || limit !== undefined)) {
    throw new BadInput("--set and --limit go with --replay FILE");
  }
  if (limit === undefined) return undefined;
  const runs = Number(limit);
  if (!Number.isInteger(runs) || runs < 1) throw new BadInput(`--limit ${limit}: allowed is a whole number from 1 on`);
  return runs;
}
