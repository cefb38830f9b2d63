import {
  type IPolicyValidationContext,
  type IPolicyValidationPlugin,
  type PolicyValidationPluginReport,
  type PolicyViolation,
  Validations,
} from "aws-cdk-lib";
import type { IConstruct } from "constructs";
import { acknowledgementMetadata } from "./acknowledge";
import { packOf } from "./packs";
import type { RawFinding, RecordedPack } from "./recorded-pack";

/** What the library itself acknowledges on its own constructs; whether that is used is not ours to say. */
const libraryPrefix = "CloudFormation-Validate::";

/** An acknowledgement as CDK keeps it. */
interface Given {
  readonly id: string;
  readonly rule: string;
  readonly construct: string;
  /** Whether the helper made it, so that reason, control and day of review are known. */
  readonly explained: boolean;
}

/**
 * Acknowledgements that no finding needs, or that were not made by `acknowledge`, stop synthesis: what a stale one excuses could
 * come back and nobody would hear of it. Registered after the packs, since it reads what they found.
 */
export class AcknowledgementCheck implements IPolicyValidationPlugin {
  readonly name = "Acknowledgements";

  constructor(private readonly packs: readonly RecordedPack[]) {}

  validate({ appConstruct }: IPolicyValidationContext): PolicyValidationPluginReport {
    const on = new Set(this.packs.map(({ name }) => name));
    const findings = this.packs.flatMap((pack) => pack.findings);
    const given = acknowledgementsBelow(appConstruct);
    const violations = [
      ...given
        .filter(({ explained }) => !explained)
        .map((one) =>
          violation("Unexplained", one, "is acknowledged without control and day of review; use acknowledge()"),
        ),
      ...given
        // A pack that is off finds nothing, so nothing can be said of what is acknowledged for it.
        .filter(({ rule, explained }) => explained && on.has(packOf(rule) ?? ""))
        .filter((one) => !isNeeded(one, findings))
        .map((one) =>
          violation("Stale", one, "is acknowledged, but there is no such finding; remove the acknowledgement"),
        ),
    ];
    return { success: violations.length === 0, violations };
  }
}

function isNeeded({ rule, construct }: Given, findings: readonly RawFinding[]): boolean {
  return findings.some(
    (finding) =>
      finding.rule === rule && (finding.construct === construct || finding.construct.startsWith(`${construct}/`)),
  );
}

function acknowledgementsBelow(root: IConstruct): readonly Given[] {
  return root.node.findAll().flatMap(({ node }) => {
    const explained = new Set(
      node.metadata.flatMap(({ type, data }) =>
        type === acknowledgementMetadata ? (data as { readonly rules: readonly string[] }).rules : [],
      ),
    );
    return node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.keys(data as object))
      .filter((id) => !id.startsWith(libraryPrefix))
      .map((id) => {
        const rule = id.slice(id.indexOf("::") + 2);
        return { id, rule, construct: node.path, explained: explained.has(rule) };
      });
  });
}

/** Fatal, so that it cannot be acknowledged itself. */
function violation(name: string, { id, construct }: Given, text: string): PolicyViolation {
  return {
    ruleName: `Acknowledgements-${name}`,
    description: `${id} ${text}`,
    severity: "fatal",
    violatingResources: [{ constructPath: construct, locations: [] }],
  };
}
