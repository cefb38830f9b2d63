import type { ISecurityGroup } from "aws-cdk-lib/aws-ec2";
import type { ICluster } from "aws-cdk-lib/aws-ecs";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { agentCommand } from "../agent/agent-command";
import { awsPorts } from "../aws-site";
import type { Cell } from "../inputs";
import { loopback } from "../site";
import { configDirectory, countsPassword as countsPasswordVariable, remoteWritePath } from "../variables";
import type { CellFiles } from "./cell-files";
import { fargateSize } from "./fargate-size";
import { health } from "./health";
import type { KeptSecret } from "./kept-secret";
import type { KitLogs } from "./kit-logs";
import { KitService } from "./kit-service";
import { KitTask } from "./kit-task";
import type { MetricsWorkspace } from "./metrics-workspace";

export interface AgentServiceProps {
  readonly cell: Cell;
  readonly files: CellFiles;
  readonly cluster: ICluster;
  readonly group: ISecurityGroup;
  readonly logs: KitLogs;
  readonly workspace: MetricsWorkspace;
  /**
   * What Grafana asks for before it tells its counts.
   * @default - Grafana is not watched
   */
  readonly countsPassword?: KeptSecret;
}

/** Memory of the agent: its series are a few thousand, and at most what the detectors' bounds allow. Unit: MiB. */
const agentMiB = 1024;

/** Where the image's own user may write. */
const folder = "/prometheus";

/** What reads all metrics of one environment and writes them to the workspace: the only role that may. */
export class AgentService extends Construct {
  constructor(scope: Construct, id: string, props: AgentServiceProps) {
    const { cell, files, cluster, group, logs, workspace, countsPassword } = props;
    super(scope, id);
    const task = new KitTask(this, "Task", {
      purpose: `metrics agent of ${cell.name}`,
      size: fargateSize(agentMiB, 512),
      logs,
    });
    const file = files.file("metrics-agent.yaml");
    task.addProgram({
      program: "prometheus",
      name: "metrics-agent",
      files: [file],
      entryPoint: agentCommand({
        program: "/bin/prometheus",
        config: `${configDirectory}/${file.name}`,
        folder,
        listen: `${loopback}:${awsPorts.agent}`,
        withPassword: countsPassword !== undefined,
      }),
      memoryMiB: agentMiB,
      healthCheck: health.http(awsPorts.agent, "/-/ready"),
      environment: { [remoteWritePath]: workspace.writePath },
      secrets: countsPassword ? { [countsPasswordVariable]: countsPassword.forTask(task) } : {},
      scratch: [folder],
    });
    task.acknowledgePlainVariables(`${remoteWritePath}, the path of the metrics workspace`);
    task.addToTaskRolePolicy(
      new PolicyStatement({ actions: ["aps:RemoteWrite"], resources: [workspace.workspaceArn] }),
    );
    new KitService(this, "Service", {
      cluster,
      task,
      group,
      tasks: 1,
      // Two would write different samples of the same series.
      alone: true,
    });
  }
}
