import { RemovalPolicy, Stack } from "aws-cdk-lib";
import { CfnRuleGroupsNamespace, CfnWorkspace } from "aws-cdk-lib/aws-aps";
import { Construct } from "constructs";
import { AlertTopic } from "./alert-topic";
import { alertmanagerDefinition } from "./alertmanager";
import type { ImageFile } from "./config-image";
import type { KitKey } from "./kit-key";
import { KitLogs } from "./kit-logs";

export interface MetricsWorkspaceProps {
  /** Name it is listed under. */
  readonly alias: string;
  readonly key: KitKey;
  /** Rule file of each environment. */
  readonly rules: Readonly<Record<string, ImageFile>>;
}

/** Counts of every environment, the rules that judge them, and the way an alert takes. Works while Grafana is down. */
export class MetricsWorkspace extends Construct {
  readonly topic: AlertTopic;
  private readonly workspace: CfnWorkspace;

  constructor(scope: Construct, id: string, { alias, key, rules }: MetricsWorkspaceProps) {
    super(scope, id);
    this.topic = new AlertTopic(this, "Topic");
    const logs = new KitLogs(this, "Logs", key, {
      // The service delivers only to groups under this path.
      logGroupName: `/aws/vendedlogs/prometheus/${alias}`,
    });
    this.workspace = new CfnWorkspace(this, "Workspace", {
      alias,
      kmsKeyArn: key.keyArn,
      alertManagerDefinition: alertmanagerDefinition(this.topic.topicArn, Stack.of(this).region),
      loggingConfiguration: { logGroupArn: logs.logGroupArn },
    });
    this.workspace.applyRemovalPolicy(RemovalPolicy.RETAIN);
    this.topic.allowWorkspace(this.workspaceArn);
    for (const [environment, { text }] of Object.entries(rules)) {
      new CfnRuleGroupsNamespace(this, `Rules-${environment}`, {
        name: environment,
        workspace: this.workspaceArn,
        data: text,
      });
    }
  }

  get workspaceArn(): string {
    return this.workspace.attrArn;
  }

  /** Path that takes samples. */
  get writePath(): string {
    return `${this.readPrefix}/api/v1/remote_write`;
  }

  /** What stands before the paths of its query API. */
  get readPrefix(): string {
    return `/workspaces/${this.workspace.attrWorkspaceId}`;
  }
}
