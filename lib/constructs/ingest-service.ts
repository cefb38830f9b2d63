import { Duration } from "aws-cdk-lib";
import type { ICluster } from "aws-cdk-lib/aws-ecs";
import type { PrivateDnsNamespace } from "aws-cdk-lib/aws-servicediscovery";
import { Construct } from "constructs";
import { awsPorts, awsSite } from "../aws-site";
import { queueBound } from "../collector/queue-bound";
import type { Cell } from "../inputs";
import { configDirectory } from "../variables";
import type { CellFiles } from "./cell-files";
import { addCollectors } from "./collector-scaling";
import { envoyCommand } from "./envoy-command";
import { fargateSize } from "./fargate-size";
import { health } from "./health";
import { IngestEntry } from "./ingest-entry";
import type { KeptSecret } from "./kept-secret";
import type { KitLogs } from "./kit-logs";
import { KitService } from "./kit-service";
import { KitTask } from "./kit-task";
import type { CellGroups } from "./security-groups";
import type { TlsMaterial } from "./tls-material";

export interface IngestServiceProps {
  readonly cell: Cell;
  readonly files: CellFiles;
  readonly cluster: ICluster;
  readonly groups: CellGroups;
  readonly logs: KitLogs;
  readonly gatewayTls: TlsMaterial;
  readonly collectorTls: TlsMaterial;
  /** Credentials of external backends and the key of digests, by environment variable. */
  readonly collectorSecrets: Readonly<Record<string, KeptSecret>>;
  readonly namespace: PrivateDnsNamespace;
}

/** Memory of the gateway: a worker holds 70 MiB and each request at most 20. Unit: MiB. */
const gatewayMiB = 512;

/** The gateway and, on its loopback, the collector: the one way in for spans, and the one way out. It has no right on anything of AWS. */
export class IngestService extends Construct {
  readonly service: KitService;

  constructor(scope: Construct, id: string, props: IngestServiceProps) {
    super(scope, id);
    const { cell, files } = props;
    const site = awsSite(cell);
    const { memoryMiB, tasks } = cell.settings.collector;
    const task = new KitTask(this, "Task", {
      purpose: `collector of ${cell.name}`,
      size: fargateSize(memoryMiB + gatewayMiB, 1024),
      logs: props.logs,
      diskGiB: queueBound(cell).diskGiB,
    });
    const collector = task.addProgram({
      program: "collector",
      files: [files.file("collector.yaml")],
      entryPoint: ["/collector", `--config=${configDirectory}/collector.yaml`],
      memoryMiB,
      healthCheck: health.http(awsPorts["collector-health"], "/"),
      secrets: {
        ...props.collectorTls.environmentOf(task),
        ...Object.fromEntries(
          Object.entries(props.collectorSecrets).map(([name, secret]) => [name, secret.forTask(task)]),
        ),
      },
      scratch: [site.queuePath],
      // What its queue holds lies on the disk of the task, and would be lost with it.
      restarts: true,
    });
    task.addProgram({
      program: "envoy",
      files: [files.file("ingest-gateway.json")],
      entryPoint: envoyCommand("ingest-gateway.json"),
      memoryMiB: gatewayMiB,
      healthCheck: health.envoy(awsPorts["ingest-ops"]),
      secrets: props.gatewayTls.environmentOf(task),
      ports: [awsPorts.ingest, awsPorts["ingest-ops"]],
      after: [collector],
    });
    this.service = new KitService(this, "Service", {
      cluster: props.cluster,
      task,
      group: props.groups.collector,
      tasks,
      alone: false,
      grace: Duration.seconds(90),
      // For the metrics agent, which must reach each of them; servers come in through the load balancer.
      name: { name: "collector", namespace: props.namespace },
    });
    new IngestEntry(this, "Entry", {
      vpc: props.cluster.vpc,
      group: props.groups.ingest,
      service: this.service,
      production: cell.settings.production,
      allowedPrincipals: cell.settings.ingest.allowedPrincipals,
      namespace: props.namespace,
    });
    addCollectors(this.service, cell.settings.collector);
  }
}
