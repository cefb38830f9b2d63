import { ArnFormat, RemovalPolicy, Stack } from "aws-cdk-lib";
import { AnyPrincipal, Effect, PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import { keptFor } from "../compliance/kept-for";

/** A key that rotates and outlives its stack: what it encrypted stays readable until somebody decides otherwise. */
export class KitKey extends Key {
  constructor(scope: Construct, id: string, description: string) {
    super(scope, id, { description, enableKeyRotation: true, removalPolicy: RemovalPolicy.RETAIN });
  }

  /**
   * Refuses to open what lies in S3 to everybody but these roles, by ARN, whatever IAM allows. What lies on disks is opened by
   * services of AWS, in no role's name; there the file system's own policy refuses.
   */
  keepObjectsFor(readers: readonly string[]): this {
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: keptFor.traces,
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ["kms:Decrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
        resources: ["*"],
        conditions: {
          StringEquals: { "kms:ViaService": `s3.${Stack.of(this).region}.amazonaws.com` },
          ArnNotEquals: { "aws:PrincipalArn": readers },
        },
      }),
    );
    return this;
  }

  /** CloudWatch Logs may use the key, for log groups of this account alone. */
  allowLogs(): this {
    const stack = Stack.of(this);
    const groups = stack.formatArn({
      service: "logs",
      resource: "log-group",
      resourceName: "*",
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    this.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal(`logs.${stack.region}.amazonaws.com`)],
        actions: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
        resources: ["*"],
        conditions: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": groups } },
      }),
    );
    return this;
  }
}
