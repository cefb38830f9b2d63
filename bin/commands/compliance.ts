import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import type { Inputs } from "../../lib/inputs";
import { terminalColours } from "../../lib/terminal-colours";
import { type Compliance, complies, synthesizeStacks } from "../compliance-report/compliance";
import { decisionsOf } from "../compliance-report/decisions";
import { loadInputs } from "../inputs";
import { failed } from "../outcome";
import { type CommonOptions, command, print, progress } from "./options";

const pc = terminalColours();

export function complianceCommand(): Command {
  return command(
    "compliance",
    "synthesize every stack and report findings, acknowledgements, controls with their evidence, who sees what, and what it is made of",
  )
    .option("--out <folder>", "where the templates go", join("out", "cdk"))
    .option("--report <folder>", "where compliance.html and compliance.json go", "out")
    .action(async ({ config, json, out, report }: ComplianceOptions) => {
      const inputs = await loadInputs(config, { deployed: true });
      const result = await progress.during("synthesizing", () => synthesizeStacks(inputs, out));
      const written = await progress.during("writing the report", () => writeReport(inputs, result, out, report));
      print(json, written.report, () => `${complianceText(result)}Report: ${written.page}\n`);
      if (!complies(result)) process.exitCode = failed;
    });
}

interface ComplianceOptions extends CommonOptions {
  readonly out: string;
  readonly report: string;
}

/** Writes the report for people and the one for machines. */
async function writeReport(inputs: Inputs, result: Compliance, assembly: string, folder: string) {
  const { iamRights } = await import("../../lib/compliance/iam-rights");
  const { complianceReport } = await import("../compliance-report/compliance-report");
  const { reportPage } = await import("../compliance-report/report-page");
  const report = complianceReport(inputs, result, iamRights(assembly), new Date());
  const page = join(folder, "compliance.html");
  mkdirSync(folder, { recursive: true });
  writeFileSync(page, reportPage(report));
  writeFileSync(join(folder, "compliance.json"), `${JSON.stringify(report, null, 2)}\n`);
  return { report, page };
}

export function complianceText(compliance: Compliance): string {
  const { stacks, findings, warnings, acknowledgements, notYetEnforced, notPromised } = compliance;
  const lines = [
    "",
    pc.bold("Stacks"),
    `  ${stacks.join(", ")}`,
    "",
    pc.bold("Compliance"),
    ...findings.map((finding) =>
      pc.red(`  finding       ${finding.rule} at ${finding.construct}: ${finding.description}`),
    ),
    ...warnings.map(({ construct, description }) => pc.yellow(`  warning       ${construct}: ${description}`)),
    ...grouped(acknowledgements),
    `  ${findings.length} unacknowledged findings, ${acknowledgements.length} acknowledged`,
    "",
    pc.bold("Access: not yet enforced"),
    ...notYetEnforced.map((cell) => pc.yellow(`  ${cell}`)),
    ...(notYetEnforced.length === 0 ? ["  nothing"] : []),
    ...(notPromised.length === 0 ? [] : ["", pc.bold("Access: let through, though no policy says so")]),
    ...notPromised.map((cell) => pc.red(`  ${cell}`)),
    "",
  ];
  return lines.join("\n");
}

/** One entry a decision, with the places it is taken for. */
function grouped(acknowledgements: Compliance["acknowledgements"]): readonly string[] {
  return decisionsOf(acknowledgements).map(({ rules, reason, compensating, review, places }) =>
    [
      `  acknowledged  ${rules.join(", ")}`,
      ...[reason, `Instead: ${compensating}`, `Review by ${review}, at ${placesText(places)}`].map((line) =>
        pc.dim(`                ${line}`),
      ),
    ].join("\n"),
  );
}

/** The first places; a machine gets them all. */
function placesText(constructs: readonly string[]): string {
  const shown = constructs.slice(0, 3);
  const more = constructs.length - shown.length;
  return shown.join(", ") + (more > 0 ? ` and ${more} more (--json lists them)` : "");
}
