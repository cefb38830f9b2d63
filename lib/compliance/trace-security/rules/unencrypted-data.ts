import type { Deployment, Json, Resource } from "../deployment";
import type { TraceRule } from "../rule";

/** Whether a value names a key of the kit's. */
type IsOwn = (key: Json) => boolean;

/** What says, for each kind of resource that keeps something, that it is encrypted with a key of the kit's. */
const encrypted: Readonly<Record<string, (properties: Json, isOwn: IsOwn) => boolean>> = {
  "AWS::S3::Bucket": ({ BucketEncryption }, isOwn) => {
    const rules: readonly Json[] = BucketEncryption?.ServerSideEncryptionConfiguration ?? [];
    return rules.length > 0 && rules.every((rule) => isOwn(rule.ServerSideEncryptionByDefault?.KMSMasterKeyID));
  },
  "AWS::EFS::FileSystem": ({ Encrypted, KmsKeyId }, isOwn) => Encrypted === true && isOwn(KmsKeyId),
  "AWS::Logs::LogGroup": ({ KmsKeyId }, isOwn) => isOwn(KmsKeyId),
  "AWS::SecretsManager::Secret": ({ KmsKeyId }, isOwn) => isOwn(KmsKeyId),
  "AWS::SNS::Topic": ({ KmsMasterKeyId }, isOwn) => isOwn(KmsMasterKeyId),
  "AWS::SQS::Queue": ({ KmsMasterKeyId }, isOwn) => isOwn(KmsMasterKeyId),
  "AWS::APS::Workspace": ({ KmsKeyArn }, isOwn) => isOwn(KmsKeyArn),
  "AWS::ECS::Cluster": ({ Configuration }, isOwn) =>
    isOwn(Configuration?.ManagedStorageConfiguration?.FargateEphemeralStorageKmsKeyId),
  "AWS::RDS::DBInstance": ({ StorageEncrypted, KmsKeyId }, isOwn) => StorageEncrypted === true && isOwn(KmsKeyId),
  "AWS::RDS::DBCluster": ({ StorageEncrypted, KmsKeyId }, isOwn) => StorageEncrypted === true && isOwn(KmsKeyId),
  "AWS::OpenSearchService::Domain": ({ EncryptionAtRestOptions, NodeToNodeEncryptionOptions }, isOwn) =>
    EncryptionAtRestOptions?.Enabled === true &&
    isOwn(EncryptionAtRestOptions.KmsKeyId) &&
    NodeToNodeEncryptionOptions?.Enabled === true,
};

export const unencryptedData: TraceRule = {
  id: "UnencryptedData",
  statement:
    "Whatever keeps spans, metrics, logs, alerts or secrets is encrypted, with a key of the kit's where AWS allows one.",
  why: "A key is a second lock: who may read a bucket may still not read what lies in it.",
  breaches: (deployment) =>
    deployment.resources
      .filter((resource) => encrypted[resource.type]?.(resource.properties, ownKeys(resource, deployment)) === false)
      .filter((resource) => !isLogBucketOfAws(resource, deployment))
      .map((resource) => ({ resource, what: `this ${resource.type} is not encrypted so` })),
};

/** A key of AWS, such as `alias/aws/es`, opens for everybody in the account whom the service lets in. */
function ownKeys({ stack }: Resource, deployment: Deployment): IsOwn {
  return (value) => {
    const key = deployment.target(value, stack);
    if (key?.type === "AWS::KMS::Alias") return ownKeys(key, deployment)(key.properties.TargetKeyId);
    return key?.type === "AWS::KMS::Key";
  };
}

/** S3 and load balancers deliver their logs to buckets with the encryption of S3 alone. */
function isLogBucketOfAws(bucket: Resource, deployment: Deployment): boolean {
  const [rule] = bucket.properties.BucketEncryption?.ServerSideEncryptionConfiguration ?? [];
  if (rule?.ServerSideEncryptionByDefault?.SSEAlgorithm !== "AES256") return false;
  return deployment.resources.some(({ properties, stack }) => {
    const attributes: readonly Json[] = properties.LoadBalancerAttributes ?? [];
    const destinations = [
      properties.LoggingConfiguration?.DestinationBucketName,
      ...attributes.filter(({ Key }) => /_logs\.s3\.bucket$/.test(String(Key))).map(({ Value }) => Value),
    ];
    return destinations.some((name) => deployment.target(name, stack) === bucket);
  });
}
