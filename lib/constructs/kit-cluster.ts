import type { IVpc } from "aws-cdk-lib/aws-ec2";
import { Cluster, ContainerInsights } from "aws-cdk-lib/aws-ecs";
import type { Construct } from "constructs";
import type { KitKey } from "./kit-key";

/** A Fargate cluster whose tasks' own disks, which hold queued spans, are encrypted with a key of ours. */
export class KitCluster extends Cluster {
  constructor(scope: Construct, id: string, props: { vpc: IVpc; diskKey: KitKey }) {
    super(scope, id, {
      vpc: props.vpc,
      containerInsightsV2: ContainerInsights.ENABLED,
      managedStorageConfiguration: { fargateEphemeralStorageKmsKey: props.diskKey },
    });
  }
}
