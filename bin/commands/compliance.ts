import { join } from "node:path";
import type { Command } from "commander";
import pc from "picocolors";
import { unenforcedGrants } from "../../lib/access/enforcement";
import type { Inputs } from "../../lib/inputs";
import type { Synthesis } from "../../lib/synthesize";
import { loadInputs } from "../inputs";
import { failed } from "../outcome";
import { type CommonOptions, command, print, progress } from "./options";

/** A synthesis and what the policy promises that nothing enforces yet. */
export type Compliance = Synthesis & { readonly notYetEnforced: readonly string[] };

export function complianceCommand(): Command {
  return command(
    "compliance",
    "synthesize every stack and show findings, acknowledgements and what is not yet enforced",
  )
    .option("--out <folder>", "where the templates go", join("out", "cdk"))
    .action(async ({ config, json, out }: CommonOptions & { readonly out: string }) => {
      const inputs = await loadInputs(config);
      const result = await progress.during("synthesizing", () => synthesizeStacks(inputs, out));
      print(json, result, () => complianceText(result));
      if (result.findings.length > 0) process.exitCode = failed;
    });
}

export async function synthesizeStacks(inputs: Inputs, out: string): Promise<Compliance> {
  // Loaded when it is needed: CDK takes longer to load than most commands to run.
  const { synthesize } = await import("../../lib/synthesize");
  return { ...(await synthesize(inputs, out)), notYetEnforced: unenforcedGrants(inputs.access) };
}

export function complianceText({ stacks, findings, warnings, acknowledgements, notYetEnforced }: Compliance): string {
  const lines = [
    "",
    pc.bold("Stacks"),
    `  ${stacks.join(", ")}`,
    "",
    pc.bold("Compliance (AwsSolutions)"),
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
    "",
  ];
  return lines.join("\n");
}

/** One entry a reason, with the places it is given for. */
function grouped(acknowledgements: Compliance["acknowledgements"]): readonly string[] {
  const places = new Map<string, string[]>();
  for (const { rule, construct, reason } of acknowledgements) {
    const entry = `  acknowledged  ${rule}\n${pc.dim(`                ${reason}`)}`;
    places.set(entry, [...(places.get(entry) ?? []), construct]);
  }
  return [...places].map(
    ([entry, constructs]) => `${entry}\n${pc.dim(`                at ${placesText(constructs)}`)}`,
  );
}

/** The first places; a machine gets them all. */
function placesText(constructs: readonly string[]): string {
  const shown = constructs.slice(0, 3);
  const more = constructs.length - shown.length;
  return shown.join(", ") + (more > 0 ? ` and ${more} more (--json lists them)` : "");
}
