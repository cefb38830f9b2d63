import { storeVariables } from "../../../variables";
import type { Deployment, Json, Resource } from "../deployment";
import type { Breach, TraceRule } from "../rule";

export const missingDeny: TraceRule = {
  id: "MissingDeny",
  statement:
    "The bucket of traces, the key it is encrypted with and every file system deny everybody but the roles they name, whatever IAM allows.",
  why: "Otherwise one generous policy in the account, today or later, reads every span past all gateways.",
  breaches: (deployment) => [...buckets(deployment), ...keys(deployment), ...fileSystems(deployment)],
};

/** Buckets that a store is told to keep traces in. */
function traceBuckets(deployment: Deployment): readonly Resource[] {
  const traces: readonly (Resource | undefined)[] = deployment.containers.flatMap(({ definition, task }) =>
    (definition.Environment ?? [])
      .filter(({ Name }: Json) => Name === storeVariables.bucket)
      .map(({ Value }: Json) => deployment.target(Value, task.stack)),
  );
  return [...new Set(traces)].filter((bucket) => bucket !== undefined);
}

function buckets(deployment: Deployment): readonly Breach[] {
  const policies = deployment.ofType("AWS::S3::BucketPolicy");
  return traceBuckets(deployment)
    .filter((bucket) => {
      const own = policies.filter(({ properties, stack }) => deployment.target(properties.Bucket, stack) === bucket);
      return !own.some(({ properties }) => deniesOthers(properties.PolicyDocument, "s3:GetObject"));
    })
    .map((resource) => ({ resource, what: "no statement of this bucket's policy denies its objects to other roles" }));
}

/** A bucket without a key of its own, or with one whose policy is not here to be read, counts as one that is not denied. */
function keys(deployment: Deployment): readonly Breach[] {
  return traceBuckets(deployment)
    .filter(({ properties, stack }) => {
      const [rule] = properties.BucketEncryption?.ServerSideEncryptionConfiguration ?? [];
      const key = deployment.target(rule?.ServerSideEncryptionByDefault?.KMSMasterKeyID, stack);
      return !deniesOthers(key?.properties.KeyPolicy, "kms:Decrypt");
    })
    .map((resource) => ({
      resource,
      what: "no statement of this bucket's key denies opening its objects to other roles",
    }));
}

function fileSystems(deployment: Deployment): readonly Breach[] {
  return deployment
    .ofType("AWS::EFS::FileSystem")
    .filter(({ properties }) => !deniesOthers(properties.FileSystemPolicy, "elasticfilesystem:ClientWrite"))
    .map((resource) => ({ resource, what: "no statement of this file system's policy denies it to other roles" }));
}

/** Whether a statement denies an action to all principals but named ones. */
function deniesOthers(policy: Json, action: string): boolean {
  const statements: readonly Json[] = [policy?.Statement ?? []].flat();
  return statements.some(
    ({ Effect, Principal, Action, Condition }) =>
      Effect === "Deny" &&
      (Principal === "*" || Principal?.AWS === "*") &&
      [Action].flat().some((one: string) => one === "*" || one === action || one === `${action.split(":")[0]}:*`) &&
      Object.entries<Json>(Condition ?? {}).some(
        ([operator, keys]) => /Not(?:Equals|Like)/.test(operator) && keys["aws:PrincipalArn"] !== undefined,
      ),
  );
}
