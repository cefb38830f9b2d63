import type { IPolicyValidationContext, IPolicyValidationPlugin, PolicyValidationPluginReport } from "aws-cdk-lib";

/** A rule broken at a construct, before anybody's acknowledgement is looked at. */
export interface RawFinding {
  readonly rule: string;
  readonly construct: string;
}

/**
 * A pack as the kit registers it. It remembers what was found, so that acknowledgements which nothing needs can be told; and what
 * it finds always counts, since CDK lets a synthesis pass with what a pack calls a warning as soon as anything else of it is
 * acknowledged.
 */
export class RecordedPack implements IPolicyValidationPlugin {
  readonly name: string;
  readonly findings: RawFinding[] = [];

  constructor(private readonly pack: IPolicyValidationPlugin) {
    this.name = pack.name;
  }

  validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const report = this.pack.validate(context);
    this.findings.splice(
      0,
      this.findings.length,
      ...report.violations.flatMap(({ ruleName, violatingResources }) =>
        violatingResources.map(({ constructPath = "" }) => ({ rule: ruleName, construct: constructPath })),
      ),
    );
    return { ...report, violations: report.violations.map((violation) => ({ ...violation, severity: "error" })) };
  }
}
