import { Duration } from "aws-cdk-lib";
import type { ISecurityGroup } from "aws-cdk-lib/aws-ec2";
import type { ICluster } from "aws-cdk-lib/aws-ecs";
import { DnsRecordType, type INamespace } from "aws-cdk-lib/aws-servicediscovery";
import { Construct } from "constructs";
import { awsPorts } from "../aws-site";
import { egressHosts } from "../gateway/egress";
import type { Cell } from "../inputs";
import type { CellFiles } from "./cell-files";
import { envoyCommand } from "./envoy-command";
import { fargateSize } from "./fargate-size";
import { health } from "./health";
import type { KitLogs } from "./kit-logs";
import { KitService } from "./kit-service";
import { KitTask } from "./kit-task";

export interface EgressServiceProps {
  readonly cell: Cell;
  readonly files: CellFiles;
  readonly cluster: ICluster;
  readonly group: ISecurityGroup;
  readonly logs: KitLogs;
  readonly namespace: INamespace;
}

const memoryMiB = 512;

/** Whether an environment has a way out: only where there are keys to fetch, and where it is asked for. */
export function opensOutward(cell: Cell): boolean {
  return egressHosts(cell).length > 0 && cell.kit.network.egress === "internet";
}

/** The way to the keys of tokens: a task in a public subnet, which opens tunnels to their hosts and to no other. */
export class EgressService extends Construct {
  constructor(scope: Construct, id: string, { cell, files, cluster, group, logs, namespace }: EgressServiceProps) {
    super(scope, id);
    const task = new KitTask(this, "Task", {
      purpose: `egress gateway of ${cell.name}`,
      size: fargateSize(memoryMiB, 512),
      logs,
    });
    task.addProgram({
      program: "envoy",
      name: "egress-gateway",
      files: [files.file("egress-gateway.json")],
      entryPoint: envoyCommand("egress-gateway.json"),
      memoryMiB,
      healthCheck: health.envoy(awsPorts["egress-ops"]),
      ports: [awsPorts.egress],
    });
    new KitService(this, "Service", {
      cluster,
      task,
      group,
      // Keys are kept for minutes; a replaced task is not missed.
      tasks: 1,
      alone: false,
      outward: true,
      name: {
        name: "egress",
        cloudMapNamespace: namespace,
        dnsRecordType: DnsRecordType.A,
        dnsTtl: Duration.seconds(10),
      },
    });
  }
}
