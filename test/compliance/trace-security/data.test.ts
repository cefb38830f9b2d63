import { RemovalPolicy, type Stack } from "aws-cdk-lib";
import { CfnFileSystem } from "aws-cdk-lib/aws-efs";
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { CfnKey } from "aws-cdk-lib/aws-kms";
import { CfnLogGroup } from "aws-cdk-lib/aws-logs";
import { CfnDomain, type CfnDomainProps } from "aws-cdk-lib/aws-opensearchservice";
import { CfnBucket, CfnBucketPolicy } from "aws-cdk-lib/aws-s3";
import { CfnTopic } from "aws-cdk-lib/aws-sns";
import { storeVariables } from "../../../lib/variables";
import { judge, task } from "./judge";

const key = "arn:aws:kms:eu-central-1:111122223333:key/0";
const store = "arn:aws:iam::111122223333:role/store";
const lifecycle = { rules: [{ status: "Enabled", expirationInDays: 30 }] };
/** With a key, or with S3's own. */
const encryptedWith = (kmsMasterKeyId?: string) => ({
  serverSideEncryptionConfiguration: [
    { serverSideEncryptionByDefault: { sseAlgorithm: kmsMasterKeyId ? "aws:kms" : "AES256", kmsMasterKeyId } },
  ],
});

function denial(actions: readonly string[], conditions: Record<string, unknown>) {
  return new PolicyDocument({
    statements: [
      new PolicyStatement({
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: [...actions],
        resources: ["*"],
        conditions,
      }),
    ],
  });
}

const othersThanStore = { ArnNotEquals: { "aws:PrincipalArn": store } };

const keyForStore = denial(["kms:Decrypt"], othersThanStore);

/** A bucket that a store keeps traces in, with the policy it is given, and that of its key. */
function traces(
  stack: Stack,
  policyDocument?: PolicyDocument,
  keyPolicy: PolicyDocument | "none" = keyForStore,
): CfnBucket {
  const own = keyPolicy === "none" ? undefined : new CfnKey(stack, "Key", { keyPolicy, enableKeyRotation: true });
  const bucket = new CfnBucket(stack, "Bucket", {
    bucketEncryption: encryptedWith(own?.attrArn),
    lifecycleConfiguration: lifecycle,
  });
  if (policyDocument) new CfnBucketPolicy(stack, "Policy", { bucket: bucket.ref, policyDocument });
  task(stack, { container: { environment: [{ name: storeVariables.bucket, value: bucket.ref }] } });
  return bucket;
}

/** A domain as the kit makes them, but for what is changed. */
function search(stack: Stack, changed: Partial<CfnDomainProps> = {}): CfnDomain {
  return new CfnDomain(stack, "Domain", {
    vpcOptions: { subnetIds: ["subnet-0"], securityGroupIds: ["sg-0"] },
    encryptionAtRestOptions: { enabled: true, kmsKeyId: key },
    nodeToNodeEncryptionOptions: { enabled: true },
    domainEndpointOptions: { enforceHttps: true },
    advancedSecurityOptions: { enabled: true, internalUserDatabaseEnabled: true },
    ...changed,
  });
}

const cases: readonly (readonly [string, (stack: Stack) => void, readonly string[]])[] = [
  ["a bucket of traces closed to others", (stack) => traces(stack, denial(["s3:GetObject"], othersThanStore)), []],
  ["a bucket of traces without policy", (stack) => traces(stack), ["MissingDeny Stack/Bucket"]],
  [
    "a bucket of traces that is denied to plain connections only",
    (stack) => traces(stack, denial(["s3:*"], { Bool: { "aws:SecureTransport": "false" } })),
    ["MissingDeny Stack/Bucket"],
  ],
  [
    "a bucket of traces whose denial speaks of writing only",
    (stack) => traces(stack, denial(["s3:PutObject"], othersThanStore)),
    ["MissingDeny Stack/Bucket"],
  ],
  [
    "a bucket of traces with the key of S3, which everybody may use who may read",
    (stack) => traces(stack, denial(["s3:GetObject"], othersThanStore), "none"),
    ["MissingDeny Stack/Bucket"],
  ],
  [
    "a bucket of traces whose key is denied for another use",
    (stack) => traces(stack, denial(["s3:GetObject"], othersThanStore), denial(["kms:Sign"], othersThanStore)),
    ["MissingDeny Stack/Bucket"],
  ],
  [
    "a bucket that nobody encrypts, and that keeps everything",
    (stack) => new CfnBucket(stack, "Bucket"),
    ["UnencryptedData Stack/Bucket", "UnboundedRetention Stack/Bucket"],
  ],
  [
    "a bucket whose expiry is switched off",
    (stack) => {
      const rules = [{ status: "Disabled", expirationInDays: 30 }];
      new CfnBucket(stack, "Bucket", { bucketEncryption: encryptedWith(), lifecycleConfiguration: { rules } });
    },
    ["UnboundedRetention Stack/Bucket"],
  ],
  [
    "a bucket whose encryption an escape hatch removes",
    (stack) => traces(stack, denial(["s3:*"], othersThanStore)).addPropertyDeletionOverride("BucketEncryption"),
    ["MissingDeny Stack/Bucket", "UnencryptedData Stack/Bucket"],
  ],
  [
    "a log group with key and end",
    (stack) => new CfnLogGroup(stack, "Logs", { kmsKeyId: key, retentionInDays: 30 }),
    [],
  ],
  [
    "a log group without key",
    (stack) => new CfnLogGroup(stack, "Logs", { retentionInDays: 30 }),
    ["UnencryptedData Stack/Logs"],
  ],
  [
    "a log group without end",
    (stack) => new CfnLogGroup(stack, "Logs", { kmsKeyId: key }),
    ["UnboundedRetention Stack/Logs"],
  ],
  ["a topic without key", (stack) => new CfnTopic(stack, "Topic"), ["UnencryptedData Stack/Topic"]],
  [
    "a file system closed to others",
    (stack) => {
      const policy = denial(["elasticfilesystem:ClientWrite"], othersThanStore);
      new CfnFileSystem(stack, "Files", { encrypted: true, kmsKeyId: key, fileSystemPolicy: policy });
    },
    [],
  ],
  [
    "a file system open to whom IAM lets in, with the key of the account",
    (stack) => new CfnFileSystem(stack, "Files", { encrypted: true }).applyRemovalPolicy(RemovalPolicy.RETAIN),
    ["MissingDeny Stack/Files", "UnencryptedData Stack/Files"],
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
