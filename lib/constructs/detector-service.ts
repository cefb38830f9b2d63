import type { ISecurityGroup } from "aws-cdk-lib/aws-ec2";
import type { ICluster } from "aws-cdk-lib/aws-ecs";
import type { INamespace } from "aws-cdk-lib/aws-servicediscovery";
import { Construct } from "constructs";
import { awsPorts, detectorNames } from "../aws-site";
import type { Cell } from "../inputs";
import { configDirectory } from "../variables";
import type { CellFiles } from "./cell-files";
import { envoyCommand } from "./envoy-command";
import { fargateSize } from "./fargate-size";
import { health } from "./health";
import type { KitLogs } from "./kit-logs";
import { KitService } from "./kit-service";
import { KitTask } from "./kit-task";
import type { TlsMaterial } from "./tls-material";

export interface DetectorServiceProps {
  readonly cell: Cell;
  readonly files: CellFiles;
  readonly cluster: ICluster;
  readonly group: ISecurityGroup;
  readonly logs: KitLogs;
  readonly namespace: INamespace;
  readonly doorTls: TlsMaterial;
}

/** Memory of the door: it passes on what a few collectors send. Unit: MiB. */
const doorMiB = 512;

/** The detectors of one environment: what counts, behind a door that only collectors pass. It has no right on anything of AWS. */
export class DetectorService extends Construct {
  constructor(scope: Construct, id: string, props: DetectorServiceProps) {
    super(scope, id);
    const { cell, files, cluster, group, logs, namespace, doorTls } = props;
    const { memoryMiB } = cell.settings.detector;
    const task = new KitTask(this, "Task", {
      purpose: `detector of ${cell.name}`,
      size: fargateSize(memoryMiB + doorMiB, 512),
      logs,
    });
    const detector = task.addProgram({
      program: "collector",
      name: "detector",
      files: [files.file("detector.yaml")],
      entryPoint: ["/collector", `--config=${configDirectory}/detector.yaml`],
      memoryMiB,
      healthCheck: health.http(awsPorts["detector-health"], "/"),
    });
    task.addProgram({
      program: "envoy",
      name: "detector-door",
      files: [files.file("detector-door.json")],
      entryPoint: envoyCommand("detector-door.json"),
      memoryMiB: doorMiB,
      healthCheck: health.envoy(awsPorts["detector-ops"]),
      secrets: doorTls.environmentOf(task),
      ports: [awsPorts.detector, awsPorts["detector-ops"]],
      after: [detector],
    });
    for (const name of detectorNames(cell)) {
      new KitService(this, name, {
        cluster,
        task,
        group,
        tasks: 1,
        // Two under one name would each see a part of every trace. Collectors keep what comes meanwhile.
        alone: true,
        name: { name, namespace },
      });
    }
  }
}
