import { cellsOf, cellText } from "../../lib/access/cells";
import { disagreement } from "../../lib/access/enforcement";
import { today } from "../../lib/compliance/next-review";
import { enforcedCells } from "../../lib/enforced-cells";
import type { Inputs } from "../../lib/inputs";
import type { Synthesis } from "../../lib/synthesize";

/** A synthesis, and where the policy and the layers do not agree. */
export interface Compliance extends Synthesis {
  /** Promised by the policy and let through by no layer, so it is denied to everybody. */
  readonly notYetEnforced: readonly string[];
  /** Let through by a layer and promised by nobody. */
  readonly notPromised: readonly string[];
}

export async function synthesizeStacks(inputs: Inputs, out: string): Promise<Compliance> {
  // Loaded when it is needed: CDK takes longer to load than most commands to run.
  const { synthesize } = await import("../../lib/synthesize");
  const { overdueOfTemplates } = await import("../../lib/compliance/template-acknowledgements");
  const synthesis = await synthesize(inputs, out);
  const warnings = [...synthesis.warnings, ...overdueOfTemplates(today())];
  return { ...synthesis, warnings, ...accessFindings(inputs) };
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
