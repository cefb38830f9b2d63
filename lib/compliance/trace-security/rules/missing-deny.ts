import { storeVariables } from "../../../variables";
import { type Closure, notDenied } from "../denial";
import type { Deployment, Json, Resource } from "../deployment";
import type { Breach, Declared, TraceRule } from "../rule";

/** What reads: a versioned bucket keeps what was overwritten, and hands it out by another action. */
const readsObjects = ["s3:GetObject", "s3:GetObjectVersion"];
const opensObjects = ["kms:Decrypt"];
/** Mounting reads. What is written without being denied could be a grant that nobody gave. */
const usesFiles = ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"];

export const missingDeny: TraceRule = {
  id: "MissingDeny",
  statement:
    "The bucket of traces, the key it is encrypted with and every file system deny everybody but the roles of the tasks that use them and the one for emergencies, whatever IAM allows.",
  why: "Otherwise one generous policy in the account, today or later, reads every span past all gateways.",
  breaches: (deployment, declared) => [
    ...traceBuckets(deployment).flatMap((bucket) => {
      const spared = rolesOf(deployment, declared, (task) => keepsTracesIn(task, bucket, deployment));
      return [...bucketBreaches(bucket, { deployment, spared }), ...keyBreaches(bucket, { deployment, spared })];
    }),
    ...deployment.ofType("AWS::EFS::FileSystem").flatMap((files) => {
      const spared = rolesOf(deployment, declared, (task) => mounts(task, files, deployment));
      const policy = files.properties.FileSystemPolicy;
      return breachesOf(files, usesFiles, "file system's policy", [{ deployment, spared, policy, stack: files.stack }]);
    }),
    ...elsewhere(deployment),
  ],
};

type Around = Pick<Closure, "deployment" | "spared">;

function bucketBreaches(bucket: Resource, around: Around): readonly Breach[] {
  const name = `${bucket.stack} ${bucket.id}`;
  const objects = [`<${name}.Arn>/*`, `<${name}>/*`, `arn:aws:s3:::<${name}>/*`];
  const closures = around.deployment
    .ofType("AWS::S3::BucketPolicy")
    .filter(({ properties, stack }) => around.deployment.target(properties.Bucket, stack) === bucket)
    .map(({ properties, stack }) => ({ ...around, policy: properties.PolicyDocument, stack, covering: objects }));
  return breachesOf(bucket, readsObjects, "bucket's policy", closures);
}

/** A bucket without a key of its own, or with one whose policy is not here to be read, counts as one that is not denied. */
function keyBreaches(bucket: Resource, around: Around): readonly Breach[] {
  const [rule] = bucket.properties.BucketEncryption?.ServerSideEncryptionConfiguration ?? [];
  const key = around.deployment.target(rule?.ServerSideEncryptionByDefault?.KMSMasterKeyID, bucket.stack);
  const narrowing = { operator: "StringEquals", key: "kms:ViaService", form: /^s3\.[a-z0-9-]+\.amazonaws\.com$/ };
  const closures = key
    ? [{ ...around, policy: key.properties.KeyPolicy, stack: key.stack, narrowing } satisfies Closure]
    : [];
  return breachesOf(bucket, opensObjects, "bucket's key", closures);
}

function breachesOf(
  resource: Resource,
  actions: readonly string[],
  policy: string,
  closures: readonly Closure[],
): readonly Breach[] {
  const open = closures.reduce((left, closure) => notDenied(left, closure), actions);
  if (open.length === 0) return [];
  return [{ resource, what: `no statement of this ${policy} denies ${open.join(" and ")} to all other roles` }];
}

/** What is kept in a bucket of somebody else is guarded by policies that nobody sees here. */
function elsewhere(deployment: Deployment): readonly Breach[] {
  const known = traceBuckets(deployment);
  return deployment
    .ofType("AWS::ECS::TaskDefinition")
    .filter((task) => bucketsOf(task, deployment).some((bucket) => bucket === undefined || !known.includes(bucket)))
    .map((resource) => ({ resource, what: "this task keeps traces in a bucket that is not made here" }));
}

/** Buckets that a store is told to keep traces in. */
function traceBuckets(deployment: Deployment): readonly Resource[] {
  return deployment
    .ofType("AWS::S3::Bucket")
    .filter((bucket) =>
      deployment.ofType("AWS::ECS::TaskDefinition").some((task) => keepsTracesIn(task, bucket, deployment)),
    );
}

function keepsTracesIn(task: Resource, bucket: Resource, deployment: Deployment): boolean {
  return bucketsOf(task, deployment).includes(bucket);
}

function bucketsOf({ properties, stack }: Resource, deployment: Deployment): readonly (Resource | undefined)[] {
  return (properties.ContainerDefinitions ?? [])
    .flatMap(({ Environment = [] }: Json) => Environment)
    .filter(({ Name }: Json) => Name === storeVariables.bucket)
    .map(({ Value }: Json) => deployment.target(Value, stack));
}

function mounts({ properties, stack }: Resource, files: Resource, deployment: Deployment): boolean {
  return (properties.Volumes ?? []).some(
    ({ EFSVolumeConfiguration }: Json) => deployment.target(EFSVolumeConfiguration?.FilesystemId, stack) === files,
  );
}

/** The roles that tasks run as, and the one for emergencies. */
function rolesOf(
  deployment: Deployment,
  { emergencyRole }: Declared,
  runs: (task: Resource) => boolean,
): readonly (Resource | string)[] {
  const roles = deployment
    .ofType("AWS::ECS::TaskDefinition")
    .filter(runs)
    .map(({ properties, stack }) => deployment.target(properties.TaskRoleArn, stack));
  return [...roles.filter((role) => role !== undefined), ...(emergencyRole === undefined ? [] : [emergencyRole])];
}
