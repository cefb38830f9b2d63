import { dirname } from "node:path/posix";
import { CfnOutput, Stack } from "aws-cdk-lib";
import type { IVpc } from "aws-cdk-lib/aws-ec2";
import type { ContainerDefinition, ICluster } from "aws-cdk-lib/aws-ecs";
import { Topic } from "aws-cdk-lib/aws-sns";
import { Construct, type IDependable } from "constructs";
import { awsSite } from "../aws-site";
import type { Cell } from "../inputs";
import type { GatewayTask } from "./gateway-task";
import { GrantFiles } from "./grant-files";
import { GrantMachine } from "./grant-machine";
import { GrantStarters, OnCallDenials } from "./grant-policies";
import { GrantWriterTask } from "./grant-writer-task";
import type { KitKey } from "./kit-key";
import { KitLogs } from "./kit-logs";
import type { GrantGroups } from "./security-groups";
import type { StoredTraces } from "./store-props";

export interface GrantAccessProps {
  readonly cell: Cell;
  readonly vpc: IVpc;
  readonly cluster: ICluster;
  readonly groups: GrantGroups;
  readonly key: KitKey;
  /** Tasks of the gateways that read grants, with the container that does. */
  readonly readers: readonly { readonly task: GatewayTask; readonly container: ContainerDefinition }[];
  /** Where the traces lie that nobody may read past the gateways, and the roles of the store's task. */
  readonly traces: StoredTraces;
  readonly storeRoles: readonly string[];
  /** ARNs of what opens the store door. */
  readonly doorSecrets: readonly string[];
}

/** How production is opened during an incident: the file of grants, who writes it, who may ask for that, and who is told. */
export class GrantAccess extends Construct {
  /** What must exist before a gateway can start. */
  readonly ready: IDependable;

  constructor(scope: Construct, id: string, props: GrantAccessProps) {
    super(scope, id);
    const { cell, vpc, cluster, groups, key, readers, traces, storeRoles, doorSecrets } = props;
    const { fourEyes, starterRoles, onCallRoles } = cell.access.incidents;
    const retention = cell.settings.audit.retentionDays;
    const task = new GrantWriterTask(this, "Writer", {
      cell,
      logs: new KitLogs(this, "WriterLogs", key, { retention }),
    });
    const files = new GrantFiles(this, "Files", {
      vpc,
      group: groups.files,
      key,
      writer: task.taskRole,
      readers: readers.map((reader) => reader.task.taskRole),
    });
    this.ready = files.ready;
    const folder = dirname(awsSite(cell).grantsFile);
    files.mount(task, task.writer, folder, "write");
    for (const reader of readers) files.mount(reader.task, reader.container, folder, "read");

    const topic = new Topic(this, "Topic", { masterKey: key, enforceSSL: true });
    const machine = new GrantMachine(this, "Grants", {
      ...{ cell, vpc, cluster, task, topic, key },
      group: groups.writer,
      logs: new KitLogs(this, "MachineLogs", key, {
        retention,
        // Deliveries to other names each add to one resource policy of the account, which is of limited length.
        logGroupName: `/aws/vendedlogs/states/${Stack.of(this).stackName}-grants`,
      }),
    });
    new GrantStarters(this, "Starters", { machineArn: machine.arn, attachedTo: starterRoles });
    new OnCallDenials(this, "OnCall", {
      machineArn: machine.arn,
      attachedTo: onCallRoles,
      fourEyes,
      clusterArn: cluster.clusterArn,
      roles: [
        machine.role.roleArn,
        ...[task, ...readers.map((reader) => reader.task)].flatMap(({ roleArns }) => roleArns),
        ...storeRoles,
      ],
      fileSystems: [files.fileSystem.fileSystemArn, ...traces.fileSystems],
      traceBuckets: traces.buckets,
      secrets: [...doorSecrets, ...traces.secrets],
    });
    new CfnOutput(this, "MachineArn", {
      description: "State machine that opens and closes grants",
      value: machine.arn,
    });
    new CfnOutput(this, "TopicArn", { description: "Tells who subscribes of every grant", value: topic.topicArn });
  }
}
