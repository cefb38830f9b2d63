import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import { acknowledge } from "../compliance/acknowledge";
import { concerns } from "../compliance/concerns";

/** How long it can be told who connected and what was asked for. Unit: days. */
const kept = 400;

/** Where a load balancer writes down connections and requests. It delivers to no other kind of store. */
export class BalancerLogs extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.bucket = new Bucket(this, "Bucket", {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [
        { expiration: Duration.days(kept), noncurrentVersionExpiration: Duration.days(1) },
        { abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
    });
    acknowledge(this.bucket, {
      rules: concerns.bucketWithoutOwnKey,
      reason:
        "A load balancer delivers its logs to buckets with the encryption of S3 alone. They hold addresses, times and paths, no content of a span.",
      compensating:
        "The bucket is encrypted by S3, private, versioned and TLS-only, and its objects end by themselves.",
    });
    acknowledge(this.bucket, {
      rules: concerns.noReplication,
      reason: "A second copy in another region would be a second place where it stands who asked when.",
      compensating:
        "S3 keeps each object in three availability zones, and an overwritten one can be brought back for a day.",
    });
    acknowledge(this.bucket, {
      rules: concerns.noBucketLog,
      reason:
        "It holds access logs itself: writing down who reads them would need a bucket that has the same question.",
      compensating:
        "CloudTrail records who changes the bucket, and data events can be switched on for it in the account.",
    });
  }
}
