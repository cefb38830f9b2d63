import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { projects } from "../../jest.config.json";
import { type EngineId, engines } from "../../rehearsal/engines/catalogue";
import type { Engine } from "../../rehearsal/engines/engine";
import { obtain } from "../../rehearsal/engines/obtain";
import { failed } from "../outcome";
import { jsonOption, print, progress } from "./options";

/** What must hold before the tests are worth running. */
const checks = ["types", "lint", "unused"] as const;

interface JestResults {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numRuntimeErrorTestSuites: number;
}

export function verifyCommand(): Command {
  return new Command("verify")
    .description(
      "everything that proves the kit: types, lint, dead code, unit tests, and a rehearsal with real programs",
    )
    .addOption(jsonOption())
    .action(async ({ json }: { readonly json?: boolean }) => {
      // Before anything else, since a cold build takes a quarter of an hour and tests should not time out on it.
      const all: readonly (Engine & { readonly id: EngineId })[] = Object.values(engines);
      const buildable = all.filter(({ source, benchmark }) => source.kind !== "given" && !benchmark);
      await obtain(
        buildable.map(({ id }) => id),
        progress,
      );
      const broken = checks.filter((script) => npm("run", "--silent", script) !== 0);
      for (const script of broken) process.stderr.write(`npm run ${script} failed\n`);
      const results = projects.map(({ displayName }) => jest(displayName));
      const sum = (part: keyof Counts) => results.reduce((total, one) => total + one[part], 0);
      const [passed, skipped, wrong] = [sum("passed"), sum("skipped"), sum("failures") + broken.length];
      print(
        json,
        { passed, failed: wrong, skipped },
        () => `\n${passed} passed, ${wrong} failed, ${skipped} skipped\n`,
      );
      if (wrong > 0 || passed === 0) process.exitCode = failed;
    });
}

/** What no test needs that is not stuck, however busy the machine is. Unit: milliseconds. */
const patience = 60_000;

interface Counts {
  readonly passed: number;
  readonly failures: number;
  readonly skipped: number;
}

/** One project in a process of its own: what a hundred files of one leave in memory would not fit beside the next. */
function jest(project: string): Counts {
  const folder = mkdtempSync(join(tmpdir(), "mcp-trace-kit-jest-"));
  const outputFile = join(folder, "results.json");
  const status = npm(
    "exec",
    "--",
    "jest",
    "--json",
    `--outputFile=${outputFile}`,
    `--testTimeout=${patience}`,
    ...workers(project),
    "--selectProjects",
    project,
  );
  const results = JSON.parse(readFileSync(outputFile, "utf8")) as JestResults;
  rmSync(folder, { recursive: true });
  const failures = results.numFailedTests + results.numRuntimeErrorTestSuites;
  return {
    passed: results.numPassedTests,
    // Whatever made the runner fail counts, though no single test says so.
    failures: failures === 0 && status !== 0 ? 1 : failures,
    skipped: results.numPendingTests + results.numTodoTests,
  };
}

/** What starts programs and measures time runs alone. The rest may share, and workers that have grown are replaced. */
function workers(project: string): readonly string[] {
  return ["unit", "stacks"].includes(project) ? ["--maxWorkers=2", "--workerIdleMemoryLimit=1GB"] : ["--runInBand"];
}

function npm(...args: readonly string[]): number {
  return spawnSync("npm", args, { stdio: ["ignore", process.stderr, process.stderr] }).status ?? 1;
}
