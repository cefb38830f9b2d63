import { RemovalPolicy } from "aws-cdk-lib";
import { type ISecurityGroup, type IVpc, SecurityGroup, SubnetType } from "aws-cdk-lib/aws-ec2";
import type { ContainerDefinition, FargateTaskDefinition } from "aws-cdk-lib/aws-ecs";
import { type AccessPoint, FileSystem, ThroughputMode } from "aws-cdk-lib/aws-efs";
import { AnyPrincipal, Effect, type IRole, PolicyDocument, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Construct, type IDependable } from "constructs";
import { acknowledge } from "../compliance/acknowledge";
import { concerns } from "../compliance/concerns";
import type { KitKey } from "./kit-key";

export interface WalFileSystemProps {
  readonly vpc: IVpc;
  readonly group: ISecurityGroup;
  readonly key: KitKey;
  readonly writer: IRole;
  /** ARNs of the roles that are not refused: the writer's, and the one for emergencies. */
  readonly readers: readonly string[];
  /** Number of the user that owns the files. */
  readonly user: number;
}

const mount = ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"];

/**
 * Where a store keeps what it has accepted and not yet put into S3. On a task's own disk every deployment would lose up to a
 * minute of acknowledged spans, and the last quarter of an hour would be hidden from searches.
 */
export class WalFileSystem extends Construct {
  readonly fileSystem: FileSystem;
  private readonly accessPoint: AccessPoint;

  constructor(scope: Construct, id: string, { vpc, group, key, writer, readers, user }: WalFileSystemProps) {
    super(scope, id);
    this.fileSystem = new FileSystem(this, "Files", {
      vpc,
      vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
      securityGroup: SecurityGroup.fromSecurityGroupId(this, "Group", group.securityGroupId, { mutable: false }),
      encrypted: true,
      kmsKey: key,
      throughputMode: ThroughputMode.ELASTIC,
      // A buffer of minutes: a backup would keep content longer than its retention says.
      enableAutomaticBackups: false,
      removalPolicy: RemovalPolicy.RETAIN,
      // Keeps the library from adding a statement of its own, which lets everybody in the network write.
      allowAnonymousAccess: true,
      fileSystemPolicy: new PolicyDocument({
        statements: [
          new PolicyStatement({
            principals: [writer],
            actions: mount,
            conditions: { Bool: { "elasticfilesystem:AccessedViaMountTarget": "true" } },
          }),
          new PolicyStatement({
            sid: "StoreOnly",
            effect: Effect.DENY,
            principals: [new AnyPrincipal()],
            actions: [...mount, "elasticfilesystem:ClientRootAccess"],
            conditions: { ArnNotEquals: { "aws:PrincipalArn": readers } },
          }),
          new PolicyStatement({
            effect: Effect.DENY,
            principals: [new AnyPrincipal()],
            actions: ["*"],
            conditions: { Bool: { "aws:SecureTransport": "false" } },
          }),
        ],
      }),
    });
    acknowledge(this.fileSystem, {
      rules: concerns.noBackupPlan,
      reason:
        "It holds what was accepted in the last minutes and is not in S3 yet. A backup would keep content longer than its retention says.",
      compensating:
        "Blocks are flushed to a versioned bucket within minutes; EFS keeps each file in several availability zones.",
    });
    const owner = { uid: String(user), gid: String(user) };
    this.accessPoint = this.fileSystem.addAccessPoint("Wal", {
      path: "/wal",
      createAcl: { ownerUid: owner.uid, ownerGid: owner.gid, permissions: "700" },
      posixUser: owner,
    });
  }

  /** What must exist before a task can mount it. */
  get ready(): IDependable {
    return this.fileSystem.mountTargetsAvailable;
  }

  /** Mounts it in a container, over TLS and with the task's own role. */
  mount(task: FargateTaskDefinition, container: ContainerDefinition, path: string): void {
    task.addVolume({
      name: "wal",
      efsVolumeConfiguration: {
        fileSystemId: this.fileSystem.fileSystemId,
        transitEncryption: "ENABLED",
        authorizationConfig: { accessPointId: this.accessPoint.accessPointId, iam: "ENABLED" },
      },
    });
    container.addMountPoints({ containerPath: path, sourceVolume: "wal", readOnly: false });
    task.addToTaskRolePolicy(
      new PolicyStatement({
        actions: mount,
        resources: [this.fileSystem.fileSystemArn],
        conditions: { StringEquals: { "elasticfilesystem:AccessPointArn": this.accessPoint.accessPointArn } },
      }),
    );
  }
}
