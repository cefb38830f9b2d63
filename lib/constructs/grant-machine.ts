import { ArnFormat, CfnResource, Stack } from "aws-cdk-lib";
import { type ISecurityGroup, type IVpc, SubnetType } from "aws-cdk-lib/aws-ec2";
import type { ICluster } from "aws-cdk-lib/aws-ecs";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { CfnStateMachine } from "aws-cdk-lib/aws-stepfunctions";
import { Construct } from "constructs";
import { acknowledge } from "../compliance/acknowledge";
import { grantMachineName } from "../grants/start-command";
import type { Cell } from "../inputs";
import { grantStates } from "./grant-states";
import type { GrantWriterTask } from "./grant-writer-task";
import type { KitKey } from "./kit-key";
import type { KitLogs } from "./kit-logs";

export interface GrantMachineProps {
  readonly cell: Cell;
  readonly vpc: IVpc;
  readonly cluster: ICluster;
  readonly task: GrantWriterTask;
  readonly group: ISecurityGroup;
  readonly topic: ITopic;
  /** Encrypts the topic and the log. */
  readonly key: KitKey;
  readonly logs: KitLogs;
}

/** What log deliveries and traces of a state machine need; AWS defines no resource for any of them. */
const onEveryResource = [
  "logs:CreateLogDelivery",
  "logs:GetLogDelivery",
  "logs:UpdateLogDelivery",
  "logs:DeleteLogDelivery",
  "logs:ListLogDeliveries",
  "logs:PutResourcePolicy",
  "logs:DescribeResourcePolicies",
  "logs:DescribeLogGroups",
  "xray:PutTraceSegments",
  "xray:PutTelemetryRecords",
  "xray:GetSamplingRules",
  "xray:GetSamplingTargets",
];

/** Opens and closes grants: a state machine that calls services and holds no program of its own. */
export class GrantMachine extends Construct {
  /** Put together from its name: the writer's role names it, and the machine names the writer. */
  readonly arn: string;
  readonly role: Role;

  constructor(scope: Construct, id: string, props: GrantMachineProps) {
    super(scope, id);
    const { cell, vpc, cluster, task, group, topic, logs } = props;
    const stack = Stack.of(this);
    const name = grantMachineName(cell);
    const { COLON_RESOURCE_NAME } = ArnFormat;
    const states = { service: "states", arnFormat: COLON_RESOURCE_NAME };
    this.arn = stack.formatArn({ ...states, resource: "stateMachine", resourceName: name });
    this.role = new Role(this, "Role", {
      description: `What the state machine of grants of ${cell.name} may do`,
      assumedBy: new ServicePrincipal("states.amazonaws.com").withConditions({
        StringEquals: { "aws:SourceAccount": stack.account },
        ArnEquals: { "aws:SourceArn": this.arn },
      }),
    });
    this.allow(props);
    this.letAsk(task, stack.formatArn({ ...states, resource: "execution", resourceName: `${name}:*` }));
    const machine = new CfnStateMachine(this, "Machine", {
      stateMachineName: name,
      stateMachineType: "STANDARD",
      roleArn: this.role.roleArn,
      definitionString: stack.toJsonString(
        grantStates({
          cell,
          partition: stack.partition,
          topicArn: topic.topicArn,
          cluster: cluster.clusterArn,
          taskDefinition: task.taskDefinitionArn,
          container: task.writer.containerName,
          subnets: vpc.selectSubnets({ subnetType: SubnetType.PRIVATE_ISOLATED }).subnetIds,
          securityGroups: [group.securityGroupId],
        }),
      ),
      loggingConfiguration: {
        level: "ALL",
        includeExecutionData: true,
        destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: logs.logGroupArn } }],
      },
      tracingConfiguration: { enabled: true },
    });
    machine.node.addDependency(this.role);
  }

  private allow({ cluster, task, topic, key }: GrantMachineProps): void {
    const stack = Stack.of(this);
    const tasks = stack.formatArn({ service: "ecs", resource: "task", resourceName: `${cluster.clusterName}/*` });
    const managedRule = stack.formatArn({
      service: "events",
      resource: "rule",
      resourceName: "StepFunctionsGetEventsForECSTaskRule",
    });
    for (const statement of [
      new PolicyStatement({
        actions: ["ecs:RunTask"],
        resources: [task.taskDefinitionArn],
        conditions: { ArnEquals: { "ecs:cluster": cluster.clusterArn } },
      }),
      new PolicyStatement({ actions: ["ecs:StopTask", "ecs:DescribeTasks"], resources: [tasks] }),
      new PolicyStatement({
        actions: ["iam:PassRole"],
        resources: [...task.roleArns],
        conditions: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
      }),
      // How Step Functions hears that a task has ended.
      new PolicyStatement({
        actions: ["events:PutTargets", "events:PutRule", "events:DescribeRule"],
        resources: [managedRule],
      }),
      new PolicyStatement({ actions: ["sns:Publish"], resources: [topic.topicArn] }),
      new PolicyStatement({
        actions: ["kms:GenerateDataKey", "kms:Decrypt"],
        resources: [key.keyArn],
        conditions: { StringEquals: { "kms:ViaService": `sns.${stack.region}.amazonaws.com` } },
      }),
      new PolicyStatement({ actions: onEveryResource, resources: ["*"] }),
    ]) {
      this.role.addToPolicy(statement);
    }
    acknowledge(this.role, {
      rules: ["AwsSolutions-IAM5[Resource::*]"],
      reason:
        "AWS defines no resource for log deliveries and trace segments, and the statement holds these actions alone.",
      compensating:
        "Only Step Functions may take on the role, for this one machine and this account: its trust policy says so.",
    });
    acknowledge(this.role, {
      rules: [`AwsSolutions-IAM5[Resource::${finding(stack, "ecs", `task/<${logicalId(cluster)}>/*`)}]`],
      reason: "The number of a task is known only once it runs, so the statement covers the tasks of one cluster.",
      compensating:
        "The cluster is this environment's own, and the actions are to look at a task and to stop it; starting one names the writer's definition.",
    });
  }

  /** The writer asks what it is to do: of this machine's executions, and of no other's. */
  private letAsk(task: GrantWriterTask, executions: string): void {
    task.addToTaskRolePolicy(new PolicyStatement({ actions: ["states:DescribeExecution"], resources: [executions] }));
    const stack = Stack.of(this);
    acknowledge(task.taskRole, {
      rules: [`AwsSolutions-IAM5[Resource::${finding(stack, "states", `execution:${stack.stackName}-grants:*`)}]`],
      reason: "An execution has its name from whoever starts it, so it cannot be named before.",
      compensating:
        "The statement covers executions of this one state machine and the one action that reads what they were started with.",
    });
  }
}

/** An ARN as the rule pack writes it. */
function finding({ partition, region }: Stack, service: string, resource: string): string {
  return `arn:${partition}:${service}:${region}:<AWS::AccountId>:${resource}`;
}

function logicalId(cluster: ICluster): string {
  const resource = cluster.node.defaultChild;
  if (!CfnResource.isCfnResource(resource)) throw new Error(`${cluster.node.path} has no CloudFormation resource`);
  return Stack.of(cluster).getLogicalId(resource);
}
