import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { cacheRoot, cacheVariable } from "../rehearsal/engines/cache";

/** One line of the kit, broken on purpose. */
interface Mutation {
  readonly breaks: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const mutations: readonly Mutation[] = [
  {
    breaks: "the scrubber: what is not registered keeps its value",
    file: "lib/collector/scrub.ts",
    from: '    `merge_maps(${all}, ${hidden}, "upsert")`,\n',
    to: "",
  },
  {
    breaks: "the scrubber: spans leave without passing it",
    file: "lib/collector/collector.ts",
    from: '[rebuild, "transform/scrub"]',
    to: "[]",
  },
  {
    breaks: "the scrubber: what a resource carries beside its attributes leaves",
    file: "lib/collector/collector.ts",
    from: '[rebuild, "transform/scrub"]',
    to: '["transform/scrub"]',
  },
  {
    breaks: "the collector: a repeated key hides its second copy",
    file: "lib/collector/ottl.ts",
    from: "  return `replace_all_patterns(${context}.attributes",
    to: '  return `delete_key(${context}.attributes, "none")` || `replace_all_patterns(${context}.attributes',
  },
  {
    breaks: "a threshold: the loop alert fires one call late",
    file: "alerts/agentic-loop/rule.ts",
    from: "> ${toolCalls}`",
    to: "> ${toolCalls + 1}`",
  },
  {
    breaks: "a threshold: the probing alert fires one denial early",
    file: "alerts/authz-probing/rule.ts",
    from: "> ${denials}`;",
    to: ">= ${denials}`;",
  },
  {
    breaks: "the identity stamp: the team is not written",
    file: "lib/collector/identity.ts",
    from: '        `set(${attribute("resource", resource.team.name)}, ${literal(tenant.team.id)})`,\n',
    to: "",
  },
  {
    breaks: "the identity stamp: what a span claims stays on it",
    file: "lib/collector/identity.ts",
    from: "        `delete_matching_keys(span.attributes, ${claims})`,\n",
    to: "",
  },
  {
    breaks: "the store door: the collector may read",
    file: "lib/gateway/door.ts",
    from: "store.writes.map(write),",
    to: "[...store.writes.map(write), ...store.reads.map(read)],",
  },
];

/** Breaks one thing at a time in a copy of the checkout and demands that the suite notices. */
function main(): void {
  const survivors = mutations.filter((mutation) => !noticed(mutation));
  process.stdout.write(`\n${mutations.length - survivors.length} of ${mutations.length} mutations were noticed\n`);
  process.exitCode = survivors.length > 0 ? 1 : 0;
}

function noticed({ breaks, file, from, to }: Mutation): boolean {
  const copy = mkdtempSync(join(tmpdir(), "mcp-trace-kit-mutant-"));
  try {
    for (const name of readTracked()) cpSync(name, join(copy, name));
    symlinkSync(resolve("node_modules"), join(copy, "node_modules"));
    const text = readFileSync(join(copy, file), "utf8");
    if (text.split(from).length !== 2) throw new Error(`${file} no longer holds the line that breaks ${breaks}`);
    writeFileSync(
      join(copy, file),
      text.replace(from, () => to),
    );
    const env = { ...process.env, [cacheVariable]: cacheRoot() };
    const results = join(copy, "results.json");
    const suites = ["--selectProjects", "rehearsal", "--testPathPatterns", "rehearsal.test|alert-cases"];
    spawnSync("npm", ["exec", "--", "jest", ...suites, "--json", `--outputFile=${results}`], { cwd: copy, env });
    const failed = failedTests(readFileSync(results, "utf8"));
    process.stdout.write(`${failed.length > 0 ? "noticed " : "SURVIVED"}  ${breaks}\n`);
    for (const name of failed) process.stdout.write(`            ${name}\n`);
    return failed.length > 0;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

interface JestResults {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** Full names of the tests that failed. A run that broke down before its tests has noticed nothing. */
function failedTests(json: string): readonly string[] {
  return (JSON.parse(json) as JestResults).testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .flatMap(({ status, fullName }) => (status === "failed" ? [fullName] : []));
}

function readTracked(): readonly string[] {
  const { stdout } = spawnSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { encoding: "utf8" });
  return stdout.split("\n").filter((name) => name !== "" && existsSync(name));
}

main();
