import type { IVpc } from "aws-cdk-lib/aws-ec2";
import type { Construct } from "constructs";
import type { CellFiles } from "../constructs/cell-files";
import { Grafana } from "../constructs/grafana";
import { KitCluster } from "../constructs/kit-cluster";
import { KitKey } from "../constructs/kit-key";
import { KitLogs } from "../constructs/kit-logs";
import { MetricsWorkspace } from "../constructs/metrics-workspace";
import type { SecurityGroups } from "../constructs/security-groups";
import { KitStack, type KitStackProps } from "./kit-stack";

export interface SharedStackProps extends KitStackProps {
  readonly vpc: IVpc;
  readonly groups: SecurityGroups;
  readonly files: readonly CellFiles[];
}

/** What all environments share: the metrics workspace with its rules and the alert topic, and Grafana. */
export class SharedStack extends KitStack {
  readonly workspace: MetricsWorkspace;

  constructor(scope: Construct, id: string, { vpc, groups, files, ...props }: SharedStackProps) {
    super(scope, id, { ...props, terminationProtection: true });
    const key = new KitKey(this, "Key", "Metrics, logs and credentials that environments share").allowLogs();
    this.workspace = new MetricsWorkspace(this, "Metrics", {
      alias: props.kit.name,
      key,
      rules: Object.fromEntries(files.map((cell) => [cell.environment, cell.file("alerts.yaml")])),
    });
    new Grafana(this, "Grafana", {
      cluster: new KitCluster(this, "Cluster", { vpc, diskKey: key }),
      group: groups.grafana,
      key,
      logs: new KitLogs(this, "GrafanaLogs", key),
    });
  }
}
