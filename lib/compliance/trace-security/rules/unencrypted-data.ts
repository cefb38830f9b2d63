import type { Json } from "../deployment";
import type { TraceRule } from "../rule";

/** What says, for each kind of resource that keeps something, that it is encrypted, with a key of ours where AWS allows one. */
const encrypted: Readonly<Record<string, (properties: Json) => boolean>> = {
  "AWS::S3::Bucket": ({ BucketEncryption }) => Boolean(BucketEncryption?.ServerSideEncryptionConfiguration?.length),
  "AWS::EFS::FileSystem": ({ Encrypted, KmsKeyId }) => Encrypted === true && KmsKeyId !== undefined,
  "AWS::Logs::LogGroup": ({ KmsKeyId }) => KmsKeyId !== undefined,
  "AWS::SecretsManager::Secret": ({ KmsKeyId }) => KmsKeyId !== undefined,
  "AWS::SNS::Topic": ({ KmsMasterKeyId }) => KmsMasterKeyId !== undefined,
  "AWS::SQS::Queue": ({ KmsMasterKeyId }) => KmsMasterKeyId !== undefined,
  "AWS::APS::Workspace": ({ KmsKeyArn }) => KmsKeyArn !== undefined,
  "AWS::ECS::Cluster": ({ Configuration }) =>
    Configuration?.ManagedStorageConfiguration?.FargateEphemeralStorageKmsKeyId !== undefined,
  "AWS::RDS::DBInstance": ({ StorageEncrypted, KmsKeyId }) => StorageEncrypted === true && KmsKeyId !== undefined,
  "AWS::RDS::DBCluster": ({ StorageEncrypted, KmsKeyId }) => StorageEncrypted === true && KmsKeyId !== undefined,
  "AWS::OpenSearchService::Domain": ({ EncryptionAtRestOptions, NodeToNodeEncryptionOptions }) =>
    EncryptionAtRestOptions?.Enabled === true &&
    EncryptionAtRestOptions.KmsKeyId !== undefined &&
    NodeToNodeEncryptionOptions?.Enabled === true,
};

export const unencryptedData: TraceRule = {
  id: "UnencryptedData",
  statement:
    "Whatever keeps spans, metrics, logs, alerts or secrets is encrypted, with a key of the kit's where AWS allows one.",
  why: "A key is a second lock: who may read a bucket may still not read what lies in it.",
  breaches: ({ resources }) =>
    resources
      .filter(({ type, properties }) => encrypted[type]?.(properties) === false)
      .map((resource) => ({ resource, what: `this ${resource.type} is not encrypted so` })),
};
