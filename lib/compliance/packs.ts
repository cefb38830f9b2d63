import type { IPolicyValidationPlugin } from "aws-cdk-lib";
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from "cdk-nag";
import { type PackName, packNames } from "../settings/packs";

/** The kit's own pack. */
export const ownPack = "TraceSecurity";

/** Every pack, by the name that stands before its rules. */
export const packs: readonly string[] = [...packNames, ownPack];

const makers: Readonly<Record<PackName, () => IPolicyValidationPlugin>> = {
  AwsSolutions: () => new AwsSolutionsChecks(),
  "NIST.800.53.R5": () => new NIST80053R5Checks(),
  "HIPAA.Security": () => new HIPAASecurityChecks(),
  "PCI.DSS.321": () => new PCIDSS321Checks(),
};

/** A pack of cdk-nag, to be registered with the validations of an app. */
export function nagPack(name: PackName): IPolicyValidationPlugin {
  return makers[name]();
}

/** The pack a rule belongs to; nothing where none has such rules. */
export function packOf(rule: string): string | undefined {
  return packs.find((pack) => rule.startsWith(`${pack}-`));
}
