import { RemovalPolicy } from "aws-cdk-lib";
import { LogGroup, type LogGroupProps, RetentionDays } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import type { KitKey } from "./kit-key";

/** A log group that is encrypted with a key of ours, ends after a year if not said otherwise, and outlives its stack: these logs are evidence. */
export class KitLogs extends LogGroup {
  constructor(
    scope: Construct,
    id: string,
    key: KitKey,
    props: Pick<LogGroupProps, "logGroupName" | "retention"> = {},
  ) {
    super(scope, id, {
      retention: RetentionDays.ONE_YEAR,
      ...props,
      encryptionKey: key,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}
