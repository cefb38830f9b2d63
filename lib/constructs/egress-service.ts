import type { ISecurityGroup } from "aws-cdk-lib/aws-ec2";
import type { ICluster } from "aws-cdk-lib/aws-ecs";
import type { INamespace } from "aws-cdk-lib/aws-servicediscovery";
import { Construct } from "constructs";
import { awsPorts } from "../aws-site";
import type { ImageFile } from "./config-image";
import { envoyCommand } from "./envoy-command";
import { fargateSize } from "./fargate-size";
import { health } from "./health";
import type { KitLogs } from "./kit-logs";
import { KitService } from "./kit-service";
import { KitTask } from "./kit-task";

export interface EgressServiceProps {
  /** Whose way out it is. */
  readonly whose: string;
  /** The hosts it leads to, as it reads them. */
  readonly file: ImageFile;
  /** Whether one of them is on the internet; otherwise it stands in no public subnet and has no public address. */
  readonly outward: boolean;
  /**
   * Whether a collector sends to external backends through it.
   * @default false
   */
  readonly targets?: boolean;
  readonly cluster: ICluster;
  readonly group: ISecurityGroup;
  readonly logs: KitLogs;
  readonly namespace: INamespace;
}

const memoryMiB = 512;

/** The way to identity providers and external backends: a task that opens tunnels to its hosts and to no other. */
export class EgressService extends Construct {
  constructor(scope: Construct, id: string, props: EgressServiceProps) {
    super(scope, id);
    const { whose, file, outward, targets = false, cluster, group, logs, namespace } = props;
    const task = new KitTask(this, "Task", {
      purpose: `egress gateway of ${whose}`,
      size: fargateSize(memoryMiB, 512),
      logs,
    });
    task.addProgram({
      program: "envoy",
      name: "egress-gateway",
      files: [file],
      entryPoint: envoyCommand(file.name),
      memoryMiB,
      healthCheck: health.envoy(awsPorts["egress-ops"]),
      ports: [awsPorts.egress, ...(targets ? [awsPorts["egress-targets"]] : [])],
    });
    new KitService(this, "Service", {
      cluster,
      task,
      group,
      // Keys are kept for minutes and spans wait in the collector's queue; a replaced task is not missed.
      tasks: 1,
      alone: false,
      outward,
      name: { name: "egress", namespace },
    });
  }
}
