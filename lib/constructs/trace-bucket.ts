import { CfnResource, Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import { AnyPrincipal, Effect, type IRole, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import { acknowledge } from "../compliance/acknowledge";
import { concerns } from "../compliance/concerns";
import { keptFor } from "../compliance/kept-for";
import type { KitKey } from "./kit-key";

export interface TraceBucketProps {
  readonly key: KitKey;
  /** How long the store keeps traces, in days. The store deletes; the bucket only cleans up behind it. */
  readonly retentionDays: number;
  /** ARNs of the roles that reach traces: the store's, and the one for emergencies. */
  readonly readers: readonly string[];
}

/** Days the store has to delete expired blocks by itself before the bucket does. */
const graceDays = 14;

/** Days a deleted or overwritten object can still be brought back. */
const undoDays = 1;

/** What the store does with objects. Listing is allowed to it too, but names hold no content. */
const objectActions = [
  "s3:GetObject",
  "s3:GetObjectTagging",
  "s3:PutObject",
  "s3:PutObjectTagging",
  "s3:DeleteObject",
  "s3:AbortMultipartUpload",
];

/** Where traces lie: encrypted with the cell's key, over TLS only, versioned, and readable by the store's role alone. */
export class TraceBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { key, retentionDays, readers }: TraceBucketProps) {
    super(scope, id);
    const hardened = {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      removalPolicy: RemovalPolicy.RETAIN,
    };
    const accessLogs = new Bucket(this, "AccessLogs", {
      ...hardened,
      // S3 delivers its own logs only to buckets with its own encryption or a key that trusts the log service.
      encryption: BucketEncryption.S3_MANAGED,
      lifecycleRules: [
        { expiration: Duration.days(365), noncurrentVersionExpiration: Duration.days(undoDays) },
        { abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
    });
    this.bucket = new Bucket(this, "Traces", {
      ...hardened,
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      serverAccessLogsBucket: accessLogs,
      lifecycleRules: [
        {
          expiration: Duration.days(retentionDays + graceDays),
          noncurrentVersionExpiration: Duration.days(undoDays),
        },
        { abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
    });
    for (const bucket of [accessLogs, this.bucket]) {
      acknowledge(bucket, {
        rules: concerns.noReplication,
        reason:
          "A second copy in another region would be a second place where content lies, and would outlive the retention that is promised for it.",
        compensating: `Objects are versioned and can be brought back for a day; S3 keeps each in three availability zones.`,
      });
    }
    acknowledge(accessLogs, {
      rules: concerns.bucketWithoutOwnKey,
      reason:
        "S3 delivers server access logs only to buckets with its own encryption. They hold names of blocks and who asked for them, no content of a span.",
      compensating:
        "The bucket is encrypted by S3, private, versioned and TLS-only; the traces themselves have the cell's own key.",
    });
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        sid: keptFor.traces,
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        // All that can be done with an object, whatever S3 adds to it.
        actions: ["s3:*"],
        resources: [this.bucket.arnForObjects("*")],
        conditions: { ArnNotEquals: { "aws:PrincipalArn": readers } },
      }),
    );
  }

  /** Lets the store's role do what it must, action by action. */
  allow(role: IRole): void {
    role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: [...objectActions, "s3:ListMultipartUploadParts"],
        resources: [this.bucket.arnForObjects("*")],
      }),
    );
    role.addToPrincipalPolicy(new PolicyStatement({ actions: ["s3:ListBucket"], resources: [this.bucket.bucketArn] }));
    acknowledge(role, {
      rules: [`AwsSolutions-IAM5[Resource::<${this.logicalId()}.Arn>/*]`],
      reason: "The store chooses the names of its blocks, so the statement covers the objects of this one bucket.",
      compensating:
        "The actions are named one by one, and the bucket's own policy denies its objects to every role but the store's.",
    });
  }

  private logicalId(): string {
    const resource = this.bucket.node.defaultChild;
    if (!CfnResource.isCfnResource(resource))
      throw new Error(`${this.bucket.node.path} has no CloudFormation resource`);
    return Stack.of(this).getLogicalId(resource);
  }
}
