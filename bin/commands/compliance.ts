import { join } from "node:path";
import type { Command } from "commander";
import pc from "picocolors";
import { cellsOf, cellText } from "../../lib/access/cells";
import { disagreement } from "../../lib/access/enforcement";
import { enforcedCells } from "../../lib/enforced-cells";
import type { Inputs } from "../../lib/inputs";
import type { Synthesis } from "../../lib/synthesize";
import { loadInputs } from "../inputs";
import { failed } from "../outcome";
import { type CommonOptions, command, print, progress } from "./options";

/** A synthesis, and where the policy and the layers do not agree. */
export interface Compliance extends Synthesis {
  /** Promised by the policy and let through by no layer, so it is denied to everybody. */
  readonly notYetEnforced: readonly string[];
  /** Let through by a layer and promised by nobody. */
  readonly notPromised: readonly string[];
}

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
      if (!complies(result)) process.exitCode = failed;
    });
}

export async function synthesizeStacks(inputs: Inputs, out: string): Promise<Compliance> {
  // Loaded when it is needed: CDK takes longer to load than most commands to run.
  const { synthesize } = await import("../../lib/synthesize");
  return { ...(await synthesize(inputs, out)), ...accessFindings(inputs) };
}

/** What is promised and not enforced is denied, so it is only shown; what nobody promised is a hole. */
export function complies({ findings, notPromised }: Compliance): boolean {
  return findings.length === 0 && notPromised.length === 0;
}

/** What the policy promises against what the rendered layers let through. */
export function accessFindings(inputs: Inputs): Pick<Compliance, "notYetEnforced" | "notPromised"> {
  const { unenforced, unpromised } = disagreement(cellsOf(inputs), enforcedCells(inputs));
  const { identity, grants } = inputs.access;
  const nobody = `no identity provider is configured in access.ts, so ${grants.length} grants open nothing to anybody`;
  return {
    notYetEnforced: [
      ...(identity === undefined && grants.length > 0 ? [nobody] : []),
      ...unenforced.map((cell) => `${cellText(cell)}; denied to all, since no layer enforces it yet`),
    ],
    notPromised: unpromised.map((cell) => `${cellText(cell)}, by the ${cell.by}`),
  };
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
