import type { Stack } from "aws-cdk-lib";
import { CfnLogGroup } from "aws-cdk-lib/aws-logs";
import { CfnDomain, type CfnDomainProps } from "aws-cdk-lib/aws-opensearchservice";
import { CfnBucket } from "aws-cdk-lib/aws-s3";
import { judge, ownKey } from "./judge";

const encryptedWith = (kmsMasterKeyId: string) => ({
  serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId } }],
});

/** A domain as the kit makes them, but for what is changed. */
function search(stack: Stack, changed: Partial<CfnDomainProps> = {}): CfnDomain {
  return new CfnDomain(stack, "Domain", {
    vpcOptions: { subnetIds: ["subnet-0"], securityGroupIds: ["sg-0"] },
    encryptionAtRestOptions: { enabled: true, kmsKeyId: ownKey(stack) },
    nodeToNodeEncryptionOptions: { enabled: true },
    domainEndpointOptions: { enforceHttps: true },
    advancedSecurityOptions: { enabled: true, internalUserDatabaseEnabled: true },
    ...changed,
  });
}

const cases: readonly (readonly [string, (stack: Stack) => void, readonly string[]])[] = [
  [
    "a bucket that nobody encrypts, and that keeps everything",
    (stack) => new CfnBucket(stack, "Bucket"),
    ["UnencryptedData Stack/Bucket", "UnboundedRetention Stack/Bucket"],
  ],
  [
    "a bucket whose expiry is switched off",
    (stack) => {
      const rules = [{ status: "Disabled", expirationInDays: 30 }];
      new CfnBucket(stack, "Bucket", {
        bucketEncryption: encryptedWith(ownKey(stack)),
        lifecycleConfiguration: { rules },
      });
    },
    ["UnboundedRetention Stack/Bucket"],
  ],
  [
    "a log group with key and end",
    (stack) => new CfnLogGroup(stack, "Logs", { kmsKeyId: ownKey(stack), retentionInDays: 30 }),
    [],
  ],
  [
    "a log group without key",
    (stack) => new CfnLogGroup(stack, "Logs", { retentionInDays: 30 }),
    ["UnencryptedData Stack/Logs"],
  ],
  [
    "a log group without end",
    (stack) => new CfnLogGroup(stack, "Logs", { kmsKeyId: ownKey(stack) }),
    ["UnboundedRetention Stack/Logs"],
  ],
  ["a search domain that asks who one is", (stack) => search(stack), []],
  [
    "a search domain with an address outside",
    (stack) => search(stack, { vpcOptions: { securityGroupIds: ["sg-0"] } }),
    ["GuardedSearch Stack/Domain"],
  ],
  [
    "a search domain that asks nobody",
    (stack) => search(stack, { advancedSecurityOptions: { enabled: false } }),
    ["GuardedSearch Stack/Domain"],
  ],
  [
    "a search domain that lets in who says nothing",
    (stack) => search(stack, { advancedSecurityOptions: { enabled: true, anonymousAuthEnabled: true } }),
    ["GuardedSearch Stack/Domain"],
  ],
  [
    "a search domain without TLS",
    (stack) => search(stack, { domainEndpointOptions: { enforceHttps: false } }),
    ["GuardedSearch Stack/Domain"],
  ],
];

test.each(cases)("%s", (_, build, found) => {
  expect(judge(build)).toEqual(found);
});
