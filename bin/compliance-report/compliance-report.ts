import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { IamRight } from "../../lib/compliance/iam-rights";
import { type TemplateAcknowledgement, templateAcknowledgements } from "../../lib/compliance/template-acknowledgements";
import { controls } from "../../lib/controls";
import { type ControlGroup, type Evidence, type Strength, strengthOf } from "../../lib/controls/control";
import type { Inputs } from "../../lib/inputs";
import { billOfMaterials } from "../../lib/sbom/bill-of-materials";
import type { SbomComponent } from "../../lib/sbom/component";
import { goComponents } from "../../lib/sbom/go-components";
import { npmComponents } from "../../lib/sbom/npm-components";
import { type AccessRow, accessRows } from "./access-rows";
import { type Compliance, complies } from "./compliance";
import { type ImageRow, imageRows } from "./image-rows";
import { runningPackages } from "./running-packages";

/** How many findings of one pack are open and accepted. */
export interface PackCount {
  readonly pack: string;
  readonly findings: number;
  readonly acknowledged: number;
}

/** Everything a reviewer reads, as the JSON report holds it. */
export interface ComplianceReport extends Compliance {
  readonly kit: { readonly name: string; readonly region: string; readonly version: string };
  readonly madeAt: string;
  readonly complies: boolean;
  readonly packs: readonly PackCount[];
  /** What cfn-lint and checkov find, and why it is accepted. This report runs neither: `checkedBy` does. */
  readonly templateLint: {
    readonly checkedBy: string;
    readonly acknowledgements: readonly TemplateAcknowledgement[];
  };
  readonly controls: readonly ControlGroup[];
  readonly evidence: Readonly<Record<Strength, number>>;
  readonly matrix: readonly AccessRow[];
  readonly iam: readonly IamRight[];
  readonly images: readonly ImageRow[];
  readonly components: readonly SbomComponent[];
  /** CycloneDX 1.6. */
  readonly sbom: object;
}

const root = join(__dirname, "../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");

/** Go modules, and whether what is compiled from them runs on AWS. */
const goModules = [
  { folder: "collector", developmentOnly: false },
  { folder: "rehearsal/engines/label-proxy", developmentOnly: false },
  { folder: "rehearsal/engines/jaeger", developmentOnly: true },
  { folder: "rehearsal/engines/prometheus", developmentOnly: true },
  { folder: "rehearsal/sink", developmentOnly: true },
] as const;

/** Joins what a synthesis found with what is promised, who sees what, and what everything is made of. */
export function complianceReport(
  inputs: Inputs,
  compliance: Compliance,
  iam: readonly IamRight[],
  madeAt: Date,
): ComplianceReport {
  const { name, version } = JSON.parse(read("package.json")) as { name: string; version: string };
  const components = [
    ...npmComponents(read("package-lock.json"), runningPackages()),
    ...goModules.flatMap(({ folder, developmentOnly }) =>
      goComponents(read(`${folder}/go.mod`), read(`${folder}/go.sum`), developmentOnly),
    ),
  ];
  return {
    ...compliance,
    kit: { name: inputs.kit.name, region: inputs.kit.region, version },
    madeAt: madeAt.toISOString(),
    complies: complies(compliance),
    packs: packCounts(inputs, compliance),
    templateLint: { checkedBy: "npm run lint:templates", acknowledgements: templateAcknowledgements },
    controls,
    evidence: countEvidence(controls.flatMap((group) => group.controls.flatMap(({ evidence }) => evidence))),
    matrix: accessRows(inputs, iam),
    iam,
    images: imageRows(),
    components,
    sbom: billOfMaterials({ name, version, components, madeAt }),
  };
}

function packCounts(inputs: Inputs, { findings, acknowledgements }: Compliance): readonly PackCount[] {
  return [...new Set([...inputs.kit.compliance.packs, "TraceSecurity"])].map((pack) => ({
    pack,
    findings: findings.filter(({ rule }) => rule.startsWith(`${pack}-`)).length,
    acknowledged: acknowledgements.filter((one) => one.pack === pack).length,
  }));
}

function countEvidence(evidence: readonly Evidence[]): Readonly<Record<Strength, number>> {
  const count = (strength: Strength) => evidence.filter((one) => strengthOf(one) === strength).length;
  return {
    "behaviour run here": count("behaviour run here"),
    "template assertion": count("template assertion"),
    "needs an account": count("needs an account"),
  };
}
