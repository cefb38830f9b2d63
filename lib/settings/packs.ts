/**
 * Rule packs of cdk-nag, by the name that stands before each of their rules. PCI DSS is 3.2.1: the standard's own version 4.0 is
 * not what this pack checks, and no pack for it exists.
 */
export const packNames = ["AwsSolutions", "NIST.800.53.R5", "HIPAA.Security", "PCI.DSS.321"] as const;

export type PackName = (typeof packNames)[number];
