import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { cacheRoot, cacheVariable } from "../rehearsal/engines/cache";
import { mutations } from "./mutations";
import type { Mutation } from "./mutations/mutation";

/** Breaks one thing at a time in a copy of the checkout and demands that the tests notice. Words name the ones to try. */
function main(words: readonly string[]): void {
  const chosen = mutations.filter(({ breaks }) => words.every((word) => breaks.includes(word)));
  const seen = chosen.filter(noticed).length;
  process.stdout.write(`\n${seen} of ${chosen.length} mutations were noticed\n`);
  process.exitCode = seen === chosen.length && seen > 0 ? 0 : 1;
}

function noticed(mutation: Mutation): boolean {
  const copy = mkdtempSync(join(tmpdir(), "mcp-trace-kit-mutant-"));
  try {
    for (const name of readTracked()) cpSync(name, join(copy, name));
    symlinkSync(resolve("node_modules"), join(copy, "node_modules"));
    breakIn(copy, mutation);
    const failed = failedTests(copy, mutation);
    process.stdout.write(`${failed.length > 0 ? "noticed " : "SURVIVED"}  ${mutation.breaks}\n`);
    for (const name of failed) process.stdout.write(`            ${name}\n`);
    return failed.length > 0;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function breakIn(copy: string, { breaks, edits }: Mutation): void {
  for (const { file, from, to } of edits) {
    const text = readFileSync(join(copy, file), "utf8");
    if (text.split(from).length !== 2) throw new Error(`${file} no longer holds the text that breaks ${breaks}`);
    writeFileSync(
      join(copy, file),
      text.replace(from, () => to),
    );
  }
}

interface JestResults {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** Full names of the tests that failed. A run that broke down before its tests has noticed nothing. */
function failedTests(copy: string, { tests }: Mutation): readonly string[] {
  const env = { ...process.env, [cacheVariable]: cacheRoot() };
  const results = join(copy, "results.json");
  const chosen = ["--selectProjects", "unit", "stacks", "rehearsal", "--testPathPatterns", tests.join("|")];
  spawnSync("npm", ["exec", "--", "jest", ...chosen, "--json", `--outputFile=${results}`], { cwd: copy, env });
  return (JSON.parse(readFileSync(results, "utf8")) as JestResults).testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .flatMap(({ status, fullName }) => (status === "failed" ? [fullName] : []));
}

function readTracked(): readonly string[] {
  const { stdout } = spawnSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { encoding: "utf8" });
  return stdout.split("\n").filter((name) => name !== "" && existsSync(name));
}

main(process.argv.slice(2));
