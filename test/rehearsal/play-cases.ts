import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { stringify } from "yaml";
import type { RuleCase } from "../../lib/alerting/case";
import { promtoolTest } from "../../lib/alerting/promtool";
import type { AlertRule } from "../../lib/alerting/rule";
import type { Json } from "../../lib/artifact";

/** Cases of one rule, and the rule file they are played against. */
export interface Play {
  readonly name: string;
  readonly rule: AlertRule;
  readonly cases: readonly RuleCase[];
  /** The file's text, as it would be deployed or with something broken in it. */
  readonly rules: string;
}

/**
 * Plays everything in one process of promtool, since each start costs as much as many cases. Answers with the names of the cases
 * that went otherwise than expected, by play.
 */
export function playCases(
  promtool: string,
  folder: string,
  plays: readonly Play[],
): ReadonlyMap<string, readonly string[]> {
  mkdirSync(folder, { recursive: true });
  const ruleFiles = new Map<string, string>();
  const tests = plays.map(({ rule, cases, rules }, index) => {
    const ruleFile = ruleFiles.get(rules) ?? `rules-${ruleFiles.size}.yaml`;
    if (!ruleFiles.has(rules)) writeFileSync(join(folder, ruleFile), rules);
    ruleFiles.set(rules, ruleFile);
    return write(folder, `${index}.test.yaml`, promtoolTest(rule, cases, ruleFile));
  });
  const report = join(folder, "report.xml");
  const { stderr } = spawnSync(promtool, ["test", "rules", `--junit=${report}`, ...tests], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const suites = [...readFileSync(report, "utf8").matchAll(/<testsuite name="([^"]*)"[^>]*>(.*?)<\/testsuite>/gs)];
  // A file that promtool cannot read has no verdict, which must not pass for a good one.
  if (suites.length !== plays.length)
    throw new Error(`promtool told of ${suites.length} of ${plays.length} files: ${stderr}`);
  return new Map(
    suites.map(([, file = "", body = ""]) => {
      const play = plays[Number.parseInt(basename(file), 10)];
      return [play?.name ?? file, failures(body, play)];
    }),
  );
}

function failures(body: string, play: Play | undefined): readonly string[] {
  const played = [...body.matchAll(/<testcase name="([^"]*)"[^>]*?(?:\/>|>(.*?)<\/testcase>)/gs)];
  if (played.length !== play?.cases.length) return [`${played.length} of ${play?.cases.length} cases were played`];
  return play.cases.flatMap(({ name }, index) => (/<failure|<error/.test(played[index]?.[2] ?? "") ? [name] : []));
}

function write(folder: string, name: string, content: Json): string {
  const file = join(folder, name);
  writeFileSync(file, stringify(content));
  return file;
}
