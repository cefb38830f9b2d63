import { printableData } from "../../printable";
import { terminalColours } from "../../terminal-colours";
import type { Audit, Judged } from "../audit";
import type { Finding, Severity } from "../finding";
import { fixList } from "./fix-list";
import type { Report } from "./report";

const pc = terminalColours();

const paint: Readonly<Record<Severity, (text: string) => string>> = { high: pc.red, medium: pc.yellow, low: pc.cyan };
const shown = 3;

/** The report for people. Colours only where the terminal has them; what comes from the repository is shown, never obeyed. */
export function terminalReport({ audit: found, path: given, collected: { files, ...left }, seconds }: Report): string {
  const { audit, path, collected } = printableData({ audit: found, path: given, collected: left });
  const servers = audit.subjects.filter(({ kind }) => kind === "server");
  const skipped = Object.entries(collected.skipped).filter(
    ([reason, count]) => count > 0 && reason !== "of other kinds",
  );
  const lines = [
    pc.bold(`${servers.length} MCP server${servers.length === 1 ? "" : "s"} in ${path}`),
    ...(servers.length === 0
      ? [
          "no server of a known framework in TypeScript, JavaScript or Python is made here; configuration was looked at all the same",
        ]
      : []),
    ...audit.subjects.filter(({ kind, findings }) => kind === "server" || findings.length > 0).flatMap(subjectLines),
    ...fixLines(audit),
    ...noteLines("Not read as it should be", byReason([...audit.problems, ...collected.problems])),
    ...(audit.suppressed.length === 0
      ? []
      : noteLines(
          "Accepted by a comment",
          audit.suppressed.map(({ rule, place, reason }) => `${at(place)} ${rule}: ${reason}`),
        )),
    "",
    `${pc.bold(`Grade ${audit.grade}`)}: ${audit.points} of 100, the lowest of all sub-scores`,
    `${counts(audit)}; ${files.length} files read in ${seconds.toFixed(1)} s`,
    `left out: ${[`${audit.tests} of tests`, ...skipped.map(([reason, count]) => `${count} ${reason}`)].join(", ")}`,
  ];
  return `${lines.join("\n")}\n`;
}

function subjectLines({ name, framework, sites, files, portrait, findings, score }: Judged): readonly string[] {
  const where = sites.length === 0 ? "" : ` ${pc.dim(`${listed(sites)}, ${framework}, ${files} files`)}`;
  const state = portrait
    ? [
        `  tools ${portrait.tools} · spans ${listed(portrait.spans)} · context ${listed(portrait.context)} · scrub step ${listed(portrait.scrubbing)}`,
      ]
    : [];
  return [
    "",
    `${pc.bold(name)}${where}`,
    ...state.map(pc.dim),
    ...findings.flatMap(findingLines),
    ...(findings.length === 0 ? [pc.green("  nothing found")] : []),
    `  security ${score.security.arithmetic} · maintenance ${score.maintenance.arithmetic} · grade ${pc.bold(score.grade)}`,
  ];
}

function findingLines({ severity, rule, place, message, why, fix }: Finding): readonly string[] {
  return [
    `  ${paint[severity](severity.toUpperCase().padEnd(6))} ${at(place)} ${message} ${pc.dim(`[${rule}]`)}`,
    pc.dim(`         why: ${why}`),
    `         fix: ${fix}`,
  ];
}

function fixLines(audit: Audit): readonly string[] {
  const fixes = fixList(audit);
  if (fixes.length === 0) return [];
  return [
    "",
    pc.bold("What to do first"),
    ...fixes.map(
      ({ severity, title, findings, points }, index) =>
        `  ${index + 1}. ${paint[severity](severity.toUpperCase())} ${title}: ${findings.length} place${findings.length === 1 ? "" : "s"}, ${points} points (${listed(findings.map(({ place }) => at(place)))})`,
    ),
  ];
}

function noteLines(title: string, notes: readonly string[]): readonly string[] {
  return notes.length === 0 ? [] : ["", pc.bold(title), ...notes.map((note) => `  ${note}`)];
}

/** One line a reason: a chart has dozens of templates. */
function byReason(problems: readonly string[]): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const problem of problems) {
    const [, place = "", reason = problem] = /^(.*?): (.*)$/s.exec(problem) ?? [];
    groups.set(reason, [...(groups.get(reason) ?? []), place]);
  }
  return [...groups].map(([reason, places]) => `${reason}: ${listed(places)}`);
}

function counts({ subjects }: Audit): string {
  const findings = subjects.flatMap((subject) => subject.findings);
  const of = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  return `${of("high")} high, ${of("medium")} medium, ${of("low")} low`;
}

function listed(items: readonly string[]): string {
  if (items.length === 0) return "none";
  return items.length <= shown
    ? items.join(", ")
    : `${items.slice(0, shown).join(", ")} and ${items.length - shown} more`;
}

function at({ file, line }: Finding["place"]): string {
  return `${file}:${line}`;
}
