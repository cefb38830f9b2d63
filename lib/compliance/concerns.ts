/** What several packs object to, under the name that each gives it: one thing to judge, so one acknowledgement. */
export const concerns = {
  noRotation: [
    "AwsSolutions-SMG4",
    "NIST.800.53.R5-SecretsManagerRotationEnabled",
    "HIPAA.Security-SecretsManagerRotationEnabled",
  ],
  inlinePolicy: inAll("IAMNoInlinePolicy"),
  noBalancerLog: ["AwsSolutions-ELB2", ...inAll("ELBLoggingEnabled")],
  noBalancerCertificate: inAll("ELBv2ACMCertificateRequired"),
  noBucketLog: ["AwsSolutions-S1", ...inAll("S3BucketLoggingEnabled")],
  noDeletionProtection: ["NIST.800.53.R5-ELBDeletionProtectionEnabled", "HIPAA.Security-ELBDeletionProtectionEnabled"],
  noBackupPlan: ["NIST.800.53.R5-EFSInBackupPlan", "HIPAA.Security-EFSInBackupPlan"],
  noDatabaseBackupPlan: ["NIST.800.53.R5-RDSInBackupPlan", "HIPAA.Security-RDSInBackupPlan"],
  noWebFirewall: ["NIST.800.53.R5-ALBWAFEnabled", "PCI.DSS.321-ALBWAFEnabled"],
  noReplication: inAll("S3BucketReplicationEnabled"),
  bucketWithoutOwnKey: inAll("S3DefaultEncryptionKMS"),
  openDefaultGroup: inAll("VPCDefaultSecurityGroupClosed"),
  internetRoute: inAll("VPCNoUnrestrictedRouteToIGW"),
} as const satisfies Record<string, readonly string[]>;

/** A rule that the three packs for regulated data share. */
function inAll<const Rule extends string>(rule: Rule) {
  return [`NIST.800.53.R5-${rule}`, `HIPAA.Security-${rule}`, `PCI.DSS.321-${rule}`] as const;
}
