import type { Construct } from "constructs";
import { grafanaEvaluates } from "../alerting/evaluator";
import type { CellFiles } from "../constructs/cell-files";
import { KeptSecret } from "../constructs/kept-secret";
import { KitKey } from "../constructs/kit-key";
import { MetricsWorkspace } from "../constructs/metrics-workspace";
import { wantsGrafana } from "../grafana/wanted";
import type { Inputs } from "../inputs";
import { KitStack, type KitStackProps } from "./kit-stack";

export interface SharedStackProps extends KitStackProps, Pick<Inputs, "access"> {
  readonly files: readonly CellFiles[];
}

/** What all environments share beside Grafana: the metrics workspace with its rules, and the alert topic. */
export class SharedStack extends KitStack {
  readonly workspace: MetricsWorkspace;
  /**
   * What Grafana asks the agents of all environments for before it tells its counts.
   * @default - Grafana evaluates nothing and tells nothing
   */
  readonly countsPassword?: KeptSecret;

  constructor(scope: Construct, id: string, { files, access, ...props }: SharedStackProps) {
    super(scope, id, { ...props, terminationProtection: true });
    const key = new KitKey(this, "Key", "Metrics, logs and credentials that environments share").allowLogs();
    this.workspace = new MetricsWorkspace(this, "Metrics", {
      alias: props.kit.name,
      subscribers: props.kit.alerting.subscribers,
      key,
      rules: Object.fromEntries(files.map((cell) => [cell.environment, cell.file("alerts.yaml")])),
    });
    if (!wantsGrafana({ access }) || !grafanaEvaluates(props)) return;
    this.countsPassword = new KeptSecret(this, "CountsPassword", {
      key,
      description: "What Grafana asks metrics agents for before it tells its counts",
      value: { passwordLength: 48, excludePunctuation: true },
      noRotation:
        "It opens counts that Grafana keeps of itself, and nothing else, to agents that the network lets there alone. Grafana and every agent read it when they start, so a new one means to start them all.",
    });
  }
}
