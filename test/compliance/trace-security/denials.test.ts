import type { Stack } from "aws-cdk-lib";
import { CfnFileSystem } from "aws-cdk-lib/aws-efs";
import { CfnRole } from "aws-cdk-lib/aws-iam";
import { CfnBucket, CfnBucketPolicy } from "aws-cdk-lib/aws-s3";
import { storeVariables } from "../../../lib/variables";
import { judge, ownKey, task } from "./judge";

const account = "1".repeat(12);
const emergencyRole = `arn:aws:iam::${account}:role/emergency`;

type Change = Readonly<Record<string, unknown>>;

/** A denial as the kit writes it, but for what is changed. */
const denial = (change: Change) => ({ Statement: [{ Effect: "Deny", Principal: { AWS: "*" }, ...change }] });
const sparing = (roles: unknown, operator = "ArnNotEquals") => ({
  Condition: { [operator]: { "aws:PrincipalArn": roles } },
});
const role = (stack: Stack, id = "Role") => new CfnRole(stack, id, { assumeRolePolicyDocument: {} }).attrArn;

interface Made {
  readonly bucket: CfnBucket;
  readonly store: string;
}

/** A bucket that a store keeps traces in, with what is changed in the denials of its policy and of its key. */
function traces(
  stack: Stack,
  inPolicy: (made: Made) => Change | undefined = () => ({}),
  inKey: (made: Pick<Made, "store">) => Change | undefined = () => ({}),
): CfnBucket {
  const store = role(stack);
  const ofKey = inKey({ store });
  const kmsMasterKeyId =
    ofKey && ownKey(stack, denial({ Action: "kms:Decrypt", Resource: "*", ...sparing([store]), ...ofKey }));
  const bucket = new CfnBucket(stack, "Bucket", {
    bucketEncryption: {
      serverSideEncryptionConfiguration: [
        { serverSideEncryptionByDefault: { sseAlgorithm: kmsMasterKeyId ? "aws:kms" : "AES256", kmsMasterKeyId } },
      ],
    },
    lifecycleConfiguration: { rules: [{ status: "Enabled", expirationInDays: 30 }] },
  });
  const ofPolicy = inPolicy({ bucket, store });
  if (ofPolicy) {
    const written = denial({ Action: "s3:*", Resource: `${bucket.attrArn}/*`, ...sparing([store]), ...ofPolicy });
    new CfnBucketPolicy(stack, "Policy", { bucket: bucket.ref, policyDocument: written });
  }
  const container = { environment: [{ name: storeVariables.bucket, value: bucket.ref }] };
  task(stack, { container, more: { taskRoleArn: store } });
  return bucket;
}

const open = ["MissingDeny Stack/Bucket"];

const ofBuckets: readonly (readonly [string, (made: Made, stack: Stack) => Change | undefined, readonly string[]])[] = [
  ["as the kit writes it", () => ({}), []],
  ["for reading alone, by name", () => ({ Action: ["s3:GetObject", "s3:GetObjectVersion"] }), []],
  ["by pattern", () => ({ Action: "s3:Get*" }), []],
  ["for every resource", () => ({ Resource: "*" }), []],
  ["by the bucket's name", ({ bucket }) => ({ Resource: `arn:aws:s3:::${bucket.ref}/*` }), []],
  ["that spares the role for emergencies too", ({ store }) => sparing([store, emergencyRole], "StringNotEquals"), []],
  ["that spares nobody at all", () => sparing([emergencyRole]), []],
  ["that is missing", () => undefined, open],
  ["that allows", () => ({ Effect: "Allow" }), open],
  ["to one account", () => ({ Principal: { AWS: account } }), open],
  ["of writing", () => ({ Action: "s3:PutObject" }), open],
  ["that leaves older versions out", () => ({ Action: "s3:GetObject" }), open],
  ["of everything but reading", () => ({ Action: undefined, NotAction: "s3:Get*" }), open],
  ["for another bucket", () => ({ Resource: "arn:aws:s3:::another/*" }), open],
  ["for a folder", ({ bucket }) => ({ Resource: `${bucket.attrArn}/old/*` }), open],
  ["for the bucket without its objects", ({ bucket }) => ({ Resource: bucket.attrArn }), open],
  ["for all but this bucket", ({ bucket }) => ({ Resource: undefined, NotResource: `${bucket.attrArn}/*` }), open],
  ["without condition on roles", () => ({ Condition: { Bool: { "aws:SecureTransport": "false" } } }), open],
  [
    "under a second condition",
    ({ store }) => ({ Condition: { ...sparing([store]).Condition, Bool: { "aws:SecureTransport": "false" } } }),
    open,
  ],
  ["that spares everybody", () => sparing("*", "ArnNotLike"), open],
  ["that spares every role", () => sparing(`arn:aws:iam::${account}:role/*`), open],
  ["that spares the account", () => sparing(`arn:aws:iam::${account}:root`), open],
  ["that spares a role nobody named", () => sparing(`arn:aws:iam::${account}:role/another`), open],
  ["that spares a role of another task", (_, stack) => sparing(role(stack, "Another")), open],
  ["that spares an empty list", () => sparing([]), open],
  ["to the store", ({ store }) => sparing(store, "ArnEquals"), open],
];

test.each(ofBuckets)("a bucket of traces with a denial %s", (_, change, found) => {
  const build = (stack: Stack) => traces(stack, (made) => change(made, stack));
  expect(judge(build, { internet: false, emergencyRole })).toEqual(found);
});

test("the role for emergencies is spared only where the settings name it", () => {
  expect(judge((stack) => traces(stack, () => sparing(emergencyRole)))).toEqual(open);
});

const ofKeys: readonly (readonly [string, (made: Pick<Made, "store">) => Change | undefined, readonly string[]])[] = [
  ["as the kit writes it", () => ({}), []],
  [
    "of what is asked for through S3",
    ({ store }) => ({
      Condition: {
        ...sparing(store).Condition,
        StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" },
      },
    }),
    [],
  ],
  [
    "of what is asked for through another service",
    ({ store }) => ({
      Condition: {
        ...sparing(store).Condition,
        StringEquals: { "kms:ViaService": "sns.eu-central-1.amazonaws.com" },
      },
    }),
    open,
  ],
  ["for another use", () => ({ Action: "kms:Sign" }), open],
  ["that spares everybody", () => sparing("*"), open],
];

test.each(ofKeys)("a bucket of traces whose key has a denial %s", (_, change, found) => {
  expect(judge((stack) => traces(stack, undefined, change))).toEqual(found);
});

test("a bucket of traces with the key of S3 is open to everybody who may read", () => {
  const build = (stack: Stack) => traces(stack, undefined, () => undefined);
  expect(judge(build)).toEqual(["MissingDeny Stack/Bucket", "UnencryptedData Stack/Bucket"]);
});

test("a bucket of traces whose encryption an escape hatch removes is told", () => {
  const build = (stack: Stack) => traces(stack).addPropertyDeletionOverride("BucketEncryption");
  expect(judge(build)).toEqual(["MissingDeny Stack/Bucket", "UnencryptedData Stack/Bucket"]);
});

test("traces in a bucket of somebody else are guarded by nothing that can be seen", () => {
  const container = { environment: [{ name: storeVariables.bucket, value: "somebody-elses" }] };
  expect(judge((stack) => task(stack, { container }))).toEqual(["MissingDeny Stack/Task"]);
});

/** A file system that one task mounts, with the change in its denial. */
function files(stack: Stack, change: (reader: string) => Change | undefined): void {
  const reader = role(stack);
  const changed = change(reader);
  const Action = ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"];
  const { ref } = new CfnFileSystem(stack, "Files", {
    ...{ encrypted: true, kmsKeyId: ownKey(stack) },
    ...(changed && { fileSystemPolicy: denial({ Action, ...sparing(reader), ...changed }) }),
  });
  const volumes = [{ name: "files", efsVolumeConfiguration: { filesystemId: ref } }];
  task(stack, { more: { taskRoleArn: reader, volumes } });
}

const openFiles = ["MissingDeny Stack/Files"];

test.each<readonly [string, (reader: string) => Change | undefined, readonly string[]]>([
  ["as the kit writes it", () => ({}), []],
  ["of everything", () => ({ Action: "*", Resource: "*" }), []],
  ["that is missing", () => undefined, openFiles],
  ["of writing alone", () => ({ Action: "elasticfilesystem:ClientWrite" }), openFiles],
  ["of reading alone", () => ({ Action: "elasticfilesystem:ClientMount" }), openFiles],
  ["for another file system", () => ({ Resource: "arn:aws:elasticfilesystem:::file-system/another" }), openFiles],
  ["that spares everybody", () => sparing("*", "ArnNotLike"), openFiles],
])("a file system with a denial %s", (_, change, found) => {
  expect(judge((stack) => files(stack, change))).toEqual(found);
});

test("what two statements deny together is denied", () => {
  const build = (stack: Stack) => {
    const reader = role(stack);
    const { Statement: reading } = denial({ Action: "elasticfilesystem:ClientMount", ...sparing(reader) });
    const { Statement: writing } = denial({ Action: "elasticfilesystem:ClientWrite", ...sparing(reader) });
    const fileSystemPolicy = { Statement: [...reading, ...writing] };
    const { ref } = new CfnFileSystem(stack, "Files", { encrypted: true, kmsKeyId: ownKey(stack), fileSystemPolicy });
    const volumes = [{ name: "files", efsVolumeConfiguration: { filesystemId: ref } }];
    task(stack, { more: { taskRoleArn: reader, volumes } });
  };
  expect(judge(build)).toEqual([]);
});
