import { Duration } from "aws-cdk-lib";
import { type ISecurityGroup, SecurityGroup, SubnetType } from "aws-cdk-lib/aws-ec2";
import {
  AvailabilityZoneRebalancing,
  FargatePlatformVersion,
  FargateService,
  type ICluster,
  PropagatedTagSource,
} from "aws-cdk-lib/aws-ecs";
import { DnsRecordType, type INamespace } from "aws-cdk-lib/aws-servicediscovery";
import type { Construct, IDependable } from "constructs";
import type { KitTask } from "./kit-task";

/** A name in a private domain. */
interface ServiceName {
  readonly name: string;
  readonly namespace: INamespace;
}

/** A replaced task has a new address, which whoever looks the name up must soon know. */
const nameKept = Duration.seconds(10);

export interface KitServiceProps {
  readonly cluster: ICluster;
  readonly task: KitTask;
  readonly group: ISecurityGroup;
  readonly tasks: number;
  /** Whether two tasks must never run at the same time: the old one then ends before the new one starts. */
  readonly alone: boolean;
  /**
   * Name others look it up by.
   * @default - nobody does
   */
  readonly name?: ServiceName;
  /**
   * How long a load balancer waits before it counts a new task's answers.
   * @default - no load balancer
   */
  readonly grace?: Duration;
  /**
   * What must exist before a task can start, beyond what the task names.
   * @default - nothing
   */
  readonly needs?: readonly IDependable[];
  /** Whether it stands in a public subnet, with an address of its own. */
  readonly outward?: boolean;
}

/** A service as every part of the kit runs it: private, without a shell, and rolled back when it does not become healthy. */
export class KitService extends FargateService {
  constructor(
    scope: Construct,
    id: string,
    { cluster, task, group, tasks, alone, name, grace, needs = [], outward = false }: KitServiceProps,
  ) {
    super(scope, id, {
      cluster,
      taskDefinition: task,
      desiredCount: tasks,
      minHealthyPercent: alone ? 0 : 100,
      maxHealthyPercent: alone ? 100 : 200,
      availabilityZoneRebalancing: alone ? AvailabilityZoneRebalancing.DISABLED : AvailabilityZoneRebalancing.ENABLED,
      circuitBreaker: { enable: true, rollback: true },
      assignPublicIp: outward,
      // Rules are kept in the network stack alone; a service must not add to them.
      securityGroups: [
        SecurityGroup.fromSecurityGroupId(scope, `${id}Group`, group.securityGroupId, { mutable: false }),
      ],
      vpcSubnets: { subnetType: outward ? SubnetType.PUBLIC : SubnetType.PRIVATE_ISOLATED },
      platformVersion: FargatePlatformVersion.VERSION1_4,
      enableExecuteCommand: false,
      propagateTags: PropagatedTagSource.SERVICE,
      ...(name && {
        cloudMapOptions: {
          name: name.name,
          cloudMapNamespace: name.namespace,
          dnsRecordType: DnsRecordType.A,
          dnsTtl: nameKept,
        },
      }),
      healthCheckGracePeriod: grace,
    });
    // A task that starts before its start role has its rights fails, and enough of them roll the deployment back.
    if (task.executionRole) this.node.addDependency(task.executionRole);
    this.node.addDependency(...needs);
  }
}
