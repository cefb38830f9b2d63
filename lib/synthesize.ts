import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { FAIL_SYNTH_ON_VALIDATION_ERRORS_CONTEXT } from "aws-cdk-lib/cx-api";
import { buildApp } from "./app";
import { type AcknowledgedFinding, acknowledgementsIn, overdue } from "./compliance/acknowledgements";
import { featureFlags } from "./compliance/feature-flags";
import { type Finding, findingsIn, warningsIn } from "./compliance/findings";
import { today } from "./compliance/next-review";
import { overdueReviews } from "./compliance/overdue-reviews";
import type { Inputs } from "./inputs";

export interface Synthesis {
  readonly stacks: readonly string[];
  /** What nobody accepted, and acknowledgements that nothing needs or that say too little. Empty: the installation complies. */
  readonly findings: readonly Finding[];
  readonly acknowledgements: readonly AcknowledgedFinding[];
  /** What breaks no rule, and will not work as configured, or waits for a review. */
  readonly warnings: readonly Finding[];
}

export interface SynthesizeOptions {
  /**
   * Whether CloudFormation's own rules are checked too, which takes seconds.
   * @default true
   */
  readonly cloudFormationValidation?: boolean;
}

/** Builds and checks every stack in this process. Findings are returned, not thrown. */
export async function synthesize(
  inputs: Inputs,
  outdir: string,
  { cloudFormationValidation = true }: SynthesizeOptions = {},
): Promise<Synthesis> {
  // What an earlier synthesis left of stacks that are gone would be read as if it still counted.
  if (existsSync(join(outdir, "manifest.json"))) rmSync(outdir, { recursive: true });
  const app = new App({
    outdir,
    context: { ...featureFlags, [FAIL_SYNTH_ON_VALIDATION_ERRORS_CONTEXT]: false },
    builtinCloudFormationValidation: cloudFormationValidation,
  });
  const assembly = buildApp(app, inputs).synth();
  const acknowledgements = acknowledgementsIn(assembly.directory);
  return {
    stacks: assembly.stacks.map(({ stackName }) => stackName),
    findings: findingsIn(assembly.directory),
    acknowledgements,
    warnings: [
      ...warningsIn(assembly.directory).filter(({ rule }) => !rule.endsWith(overdueReviews)),
      ...overdue(acknowledgements, today()),
    ],
  };
}
