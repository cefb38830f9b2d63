import type { Stack } from "aws-cdk-lib";
import { CfnWorkspace } from "aws-cdk-lib/aws-aps";
import { CfnCluster } from "aws-cdk-lib/aws-ecs";
import { CfnLoadBalancer } from "aws-cdk-lib/aws-elasticloadbalancingv2";
import { CfnAlias } from "aws-cdk-lib/aws-kms";
import { CfnLogGroup } from "aws-cdk-lib/aws-logs";
import { CfnDomain } from "aws-cdk-lib/aws-opensearchservice";
import { CfnDBCluster, CfnDBInstance } from "aws-cdk-lib/aws-rds";
import { CfnBucket } from "aws-cdk-lib/aws-s3";
import { CfnSecret } from "aws-cdk-lib/aws-secretsmanager";
import { CfnTopic } from "aws-cdk-lib/aws-sns";
import { CfnQueue } from "aws-cdk-lib/aws-sqs";
import { judge, ownKey } from "./judge";

const lifecycleConfiguration = { rules: [{ status: "Enabled", expirationInDays: 30 }] };
const bucket = (stack: Stack, id: string, sseAlgorithm: string, kmsMasterKeyId?: string, more: object = {}) =>
  new CfnBucket(stack, id, {
    ...{ lifecycleConfiguration, ...more },
    bucketEncryption: {
      serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm, kmsMasterKeyId } }],
    },
  });

const database = { vpcSecurityGroups: ["sg-1"], vpcSecurityGroupIds: ["sg-1"], publiclyAccessible: false };

/** Each kind of what keeps something, with a key or without. */
const kept: Readonly<Record<string, (stack: Stack, key: string | undefined) => void>> = {
  bucket: (stack, key) => bucket(stack, "Kept", "aws:kms", key),
  "log group": (stack, kmsKeyId) => new CfnLogGroup(stack, "Kept", { kmsKeyId, retentionInDays: 30 }),
  secret: (stack, kmsKeyId) => new CfnSecret(stack, "Kept", { kmsKeyId }),
  topic: (stack, kmsMasterKeyId) => new CfnTopic(stack, "Kept", { kmsMasterKeyId }),
  queue: (stack, kmsMasterKeyId) => new CfnQueue(stack, "Kept", { kmsMasterKeyId }),
  "workspace of metrics": (stack, kmsKeyArn) => new CfnWorkspace(stack, "Kept", { kmsKeyArn }),
  "cluster, whose tasks have disks": (stack, fargateEphemeralStorageKmsKeyId) =>
    new CfnCluster(stack, "Kept", {
      configuration: { managedStorageConfiguration: { fargateEphemeralStorageKmsKeyId } },
    }),
  database: (stack, kmsKeyId) => new CfnDBInstance(stack, "Kept", { ...database, storageEncrypted: true, kmsKeyId }),
  "cluster of databases": (stack, kmsKeyId) =>
    new CfnDBCluster(stack, "Kept", { ...database, storageEncrypted: true, kmsKeyId }),
  "search domain": (stack, kmsKeyId) => search(stack, kmsKeyId, true),
};

function search(stack: Stack, kmsKeyId: string | undefined, betweenNodes: boolean): CfnDomain {
  return new CfnDomain(stack, "Kept", {
    vpcOptions: { subnetIds: ["subnet-0"], securityGroupIds: ["sg-0"] },
    encryptionAtRestOptions: { enabled: true, kmsKeyId },
    nodeToNodeEncryptionOptions: { enabled: betweenNodes },
    domainEndpointOptions: { enforceHttps: true },
    advancedSecurityOptions: { enabled: true, internalUserDatabaseEnabled: true },
  });
}

const told = ["UnencryptedData Stack/Kept"];

describe.each(Object.entries(kept))("a %s", (_, make) => {
  it("is encrypted with a key that is made here", () => {
    expect(judge((stack) => make(stack, ownKey(stack)))).toEqual([]);
  });

  it.each([
    ["no key", undefined],
    ["a key of AWS", "alias/aws/service"],
    ["a key whose policy is not here to be read", "arn:aws:kms:eu-central-1:111122223333:key/0"],
  ])("is told with %s", (__, key) => {
    expect(judge((stack) => make(stack, key))).toEqual(told);
  });
});

const cases: readonly (readonly [string, (stack: Stack) => void, readonly string[]])[] = [
  [
    "a topic with a key by its alias",
    (stack) => {
      const { ref } = new CfnAlias(stack, "Alias", { aliasName: "alias/kit", targetKeyId: ownKey(stack) });
      new CfnTopic(stack, "Kept", { kmsMasterKeyId: ref });
    },
    [],
  ],
  ["a search domain whose nodes talk plainly", (stack) => search(stack, ownKey(stack), false), told],
  [
    "a database with a key that is not used",
    (stack) => new CfnDBInstance(stack, "Kept", { ...database, kmsKeyId: ownKey(stack) }),
    told,
  ],
  ["a bucket with the encryption of S3", (stack) => bucket(stack, "Kept", "AES256"), told],
  [
    "a bucket that S3 delivers its log to, with its encryption",
    (stack) => {
      const { ref } = bucket(stack, "Logs", "AES256");
      bucket(stack, "Kept", "aws:kms", ownKey(stack), { loggingConfiguration: { destinationBucketName: ref } });
    },
    [],
  ],
  [
    "a bucket that a load balancer delivers its log to, with the encryption of S3",
    (stack) => {
      const { ref } = bucket(stack, "Logs", "AES256");
      const loadBalancerAttributes = [{ key: "access_logs.s3.bucket", value: ref }];
      new CfnLoadBalancer(stack, "Balancer", { scheme: "internal", securityGroups: ["sg-1"], loadBalancerAttributes });
    },
    [],
  ],
];

test.each(cases)("%s", (_, build, found) => {
  expect(judge(build)).toEqual(found);
});
