import { RemovalPolicy, Stack } from "aws-cdk-lib";
import { CfnRuleGroupsNamespace, CfnWorkspace } from "aws-cdk-lib/aws-aps";
import { Construct } from "constructs";
import type { KitSettings } from "../settings/kit";
import type { MetricLabel } from "../telemetry/metrics";
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
  /** Who is told of alerts. */
  readonly subscribers: KitSettings["alerting"]["subscribers"];
}

/** How long counts are kept: the service's own period, said aloud. They hold no content. Unit: days. */
const retentionDays = 150;

/** How late a sample may come: a writer that was cut off catches up, and its rules still see when things happened. Unit: seconds. */
const outOfOrderSeconds = 300;

/** Series one environment may have at a time: a twentieth of the workspace's quota, so that no flood in one blinds the others. */
const seriesPerEnvironment = 500_000;

/** What tells environments apart. */
const environmentLabel: MetricLabel = "environment";

/** Counts of every environment, the rules that judge them, and the way an alert takes. Works while Grafana is down. */
export class MetricsWorkspace extends Construct {
  readonly topic: AlertTopic;
  private readonly workspace: CfnWorkspace;

  constructor(scope: Construct, id: string, { alias, key, rules, subscribers }: MetricsWorkspaceProps) {
    super(scope, id);
    this.topic = new AlertTopic(this, "Topic", subscribers);
    const logs = new KitLogs(this, "Logs", key, {
      // The service delivers only to groups under this path.
      logGroupName: `/aws/vendedlogs/prometheus/${alias}`,
    });
    this.workspace = new CfnWorkspace(this, "Workspace", {
      alias,
      kmsKeyArn: key.keyArn,
      alertManagerDefinition: alertmanagerDefinition(this.topic.topicArn, Stack.of(this).region),
      loggingConfiguration: { logGroupArn: logs.logGroupArn },
      workspaceConfiguration: {
        retentionPeriodInDays: retentionDays,
        outOfOrderTimeWindowInSeconds: outOfOrderSeconds,
        limitsPerLabelSets: Object.keys(rules).map((environment) => ({
          labelSet: [{ name: environmentLabel, value: environment }],
          limits: { maxSeries: seriesPerEnvironment },
        })),
      },
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
