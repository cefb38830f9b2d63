import { Stack } from "aws-cdk-lib";
import { type ISecurityGroup, type IVpc, SubnetType } from "aws-cdk-lib/aws-ec2";
import type { ContainerDefinition, ICluster } from "aws-cdk-lib/aws-ecs";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { CfnSchedule } from "aws-cdk-lib/aws-scheduler";
import { Construct } from "constructs";
import { tenantsOf } from "../access/tenant";
import type { Cell } from "../inputs";
import { indexPrefix } from "../store/jaeger";
import { fargateSize } from "./fargate-size";
import type { KitLogs } from "./kit-logs";
import { KitTask } from "./kit-task";
import type { SearchDomain } from "./search-domain";

export interface SearchCleanerProps {
  readonly cell: Cell;
  readonly vpc: IVpc;
  readonly cluster: ICluster;
  /** The store's: what reaches the domain. */
  readonly group: ISecurityGroup;
  readonly logs: KitLogs;
  readonly search: SearchDomain;
}

/** Memory of one run: it lists names of indices. Unit: MiB. */
const cleanerMiB = 128;

/**
 * Deletes what is older than its retention, once a day. Jaeger never does, and a policy of the domain itself can only be set by asking
 * the domain, which CloudFormation cannot. One run for each tenant, one after the other; the task fails with the first that does.
 */
export class SearchCleaner extends Construct {
  readonly task: KitTask;

  constructor(scope: Construct, id: string, props: SearchCleanerProps) {
    super(scope, id);
    const { cell, logs, search } = props;
    const tenants = tenantsOf(cell.access, cell.name);
    this.task = new KitTask(this, "Task", {
      purpose: `cleaner of old traces of ${cell.name}`,
      size: fargateSize(tenants.length * cleanerMiB, 512),
      logs,
    });
    let before: readonly ContainerDefinition[] = [];
    for (const [index, tenant] of tenants.entries()) {
      const cleaner = this.task.addProgram({
        program: "jaeger-cleaner",
        name: `cleaner-${indexPrefix(tenant)}`,
        files: [],
        entryPoint: ["/go/bin/es-index-cleaner-linux", String(cell.settings.retention.days), search.url],
        memoryMiB: cleanerMiB,
        environment: { INDEX_PREFIX: indexPrefix(tenant), ES_TLS_ENABLED: "true" },
        secrets: {
          ES_USERNAME: search.credentials.forTask(this.task, "username"),
          ES_PASSWORD: search.credentials.forTask(this.task, "password"),
        },
        // The last one is what the task is for.
        preparing: index < tenants.length - 1,
        prepared: before,
      });
      before = [cleaner];
    }
    this.task.acknowledgePlainVariables("the name of a tenant's indices, and that TLS is on");
    this.startDaily(props);
  }

  private startDaily({ vpc, cluster, group }: SearchCleanerProps): void {
    const { taskDefinitionArn, roleArns } = this.task;
    const role = new Role(this, "Starter", {
      description: "Starts the cleaner of old traces",
      assumedBy: new ServicePrincipal("scheduler.amazonaws.com").withConditions({
        StringEquals: { "aws:SourceAccount": Stack.of(this).account },
      }),
    });
    role.addToPolicy(
      new PolicyStatement({
        actions: ["ecs:RunTask"],
        resources: [taskDefinitionArn],
        conditions: { ArnEquals: { "ecs:cluster": cluster.clusterArn } },
      }),
    );
    role.addToPolicy(
      new PolicyStatement({
        actions: ["iam:PassRole"],
        resources: [...roleArns],
        conditions: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
      }),
    );
    const schedule = new CfnSchedule(this, "Daily", {
      scheduleExpression: "rate(1 day)",
      flexibleTimeWindow: { mode: "FLEXIBLE", maximumWindowInMinutes: 60 },
      target: {
        arn: cluster.clusterArn,
        roleArn: role.roleArn,
        retryPolicy: { maximumRetryAttempts: 3 },
        ecsParameters: {
          taskDefinitionArn,
          launchType: "FARGATE",
          platformVersion: "1.4.0",
          networkConfiguration: {
            awsvpcConfiguration: {
              subnets: vpc.selectSubnets({ subnetType: SubnetType.PRIVATE_ISOLATED }).subnetIds,
              securityGroups: [group.securityGroupId],
              assignPublicIp: "DISABLED",
            },
          },
        },
      },
    });
    schedule.node.addDependency(role);
  }
}
