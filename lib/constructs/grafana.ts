import type { ISecurityGroup } from "aws-cdk-lib/aws-ec2";
import type { ICluster } from "aws-cdk-lib/aws-ecs";
import { Construct } from "constructs";
import { configDirectory } from "../variables";
import { fargateSize } from "./fargate-size";
import { grafanaIni, iniText } from "./grafana-ini";
import { health } from "./health";
import { KeptSecret } from "./kept-secret";
import type { KitKey } from "./kit-key";
import type { KitLogs } from "./kit-logs";
import { KitService } from "./kit-service";
import { KitTask } from "./kit-task";

export interface GrafanaProps {
  readonly cluster: ICluster;
  readonly group: ISecurityGroup;
  readonly key: KitKey;
  readonly logs: KitLogs;
}

const grafanaPort = 3000;
const memoryMiB = 1024;

/**
 * Grafana, running and out of everybody's reach: no load balancer, no rule that lets anyone in, no data source. Its database is
 * on the task's own disk, since everything it shows is to be provisioned by file; users and sessions end with the task.
 */
export class Grafana extends Construct {
  constructor(scope: Construct, id: string, { cluster, group, key, logs }: GrafanaProps) {
    super(scope, id);
    const secretKey = this.random("SecretKey", "Encrypts what Grafana keeps in its database", key);
    const adminPassword = this.random("AdminPassword", "Password of Grafana's first administrator", key);
    const task = new KitTask(this, "Task", { purpose: "Grafana", size: fargateSize(memoryMiB, 512), logs });
    task.addProgram({
      program: "grafana",
      files: [{ name: "grafana.ini", text: iniText(grafanaIni) }],
      entryPoint: [
        "/usr/share/grafana/bin/grafana",
        "server",
        "--homepath=/usr/share/grafana",
        `--config=${configDirectory}/grafana.ini`,
        "--packaging=docker",
      ],
      memoryMiB,
      healthCheck: health.http(grafanaPort, "/api/health"),
      secrets: {
        GF_SECURITY_SECRET_KEY: secretKey.forTask(task),
        GF_SECURITY_ADMIN_PASSWORD: adminPassword.forTask(task),
      },
      ports: [grafanaPort],
      scratch: [grafanaIni.paths.data, "/tmp"],
    });
    new KitService(this, "Service", { cluster, task, group, tasks: 1, alone: true });
  }
  private random(id: string, description: string, key: KitKey): KeptSecret {
    return new KeptSecret(this, id, {
      key,
      description,
      value: { passwordLength: 48, excludePunctuation: true },
      noRotation:
        "Grafana reads the value only when it starts, so a rotation would break what runs; it is 48 random characters that only Grafana's start role may read, and sign-in by form is off.",
    });
  }
}
