import type { Construct } from "constructs";
import type { CellFiles } from "../constructs/cell-files";
import { KitKey } from "../constructs/kit-key";
import { MetricsWorkspace } from "../constructs/metrics-workspace";
import { KitStack, type KitStackProps } from "./kit-stack";

export interface SharedStackProps extends KitStackProps {
  readonly files: readonly CellFiles[];
}

/** What all environments share beside Grafana: the metrics workspace with its rules, and the alert topic. */
export class SharedStack extends KitStack {
  readonly workspace: MetricsWorkspace;

  constructor(scope: Construct, id: string, { files, ...props }: SharedStackProps) {
    super(scope, id, { ...props, terminationProtection: true });
    const key = new KitKey(this, "Key", "Metrics, logs and credentials that environments share").allowLogs();
    this.workspace = new MetricsWorkspace(this, "Metrics", {
      alias: props.kit.name,
      subscribers: props.kit.alerting.subscribers,
      key,
      rules: Object.fromEntries(files.map((cell) => [cell.environment, cell.file("alerts.yaml")])),
    });
  }
}
