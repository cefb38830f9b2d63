import { RemovalPolicy } from "aws-cdk-lib";
import { type ISecurityGroup, type IVpc, SecurityGroup, SubnetType } from "aws-cdk-lib/aws-ec2";
import type { ContainerDefinition, FargateTaskDefinition } from "aws-cdk-lib/aws-ecs";
import { type AccessPoint, FileSystem, ThroughputMode } from "aws-cdk-lib/aws-efs";
import { AnyPrincipal, Effect, type IRole, PolicyDocument, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Construct, type IDependable } from "constructs";
import { acknowledge } from "../compliance/acknowledge";
import { concerns } from "../compliance/concerns";
import type { KitKey } from "./kit-key";

/** What an IAM policy may let a client of a file system do. */
export const fileActions = {
  read: "elasticfilesystem:ClientMount",
  write: "elasticfilesystem:ClientWrite",
  root: "elasticfilesystem:ClientRootAccess",
} as const;

type FileAction = (typeof fileActions)[keyof typeof fileActions];

/** Where a file system lies, and what it is encrypted with. */
export interface FileSystemPlace {
  readonly vpc: IVpc;
  readonly group: ISecurityGroup;
  readonly key: KitKey;
}

interface ClosedFileSystemProps extends FileSystemPlace {
  /** Its one directory, and name of its access point. */
  readonly directory: { readonly id: string; readonly path: string };
  /** Number of the user that owns the files. */
  readonly user: number;
  readonly allowed: readonly { readonly roles: readonly IRole[]; readonly actions: readonly FileAction[] }[];
  /** What is refused to everybody but some, by ARN, whatever IAM allows. */
  readonly refused: readonly {
    readonly sid: string;
    readonly actions: readonly FileAction[];
    readonly except: string | readonly string[];
  }[];
  readonly noBackup: { readonly reason: string; readonly compensating: string };
}

/** Files for named roles and nobody else: encrypted, over TLS, through one access point, and with no backup that would outlive them. */
export abstract class ClosedFileSystem extends Construct {
  readonly fileSystem: FileSystem;
  private readonly accessPoint: AccessPoint;

  constructor(scope: Construct, id: string, props: ClosedFileSystemProps) {
    super(scope, id);
    const { vpc, group, key, directory, user, allowed, refused, noBackup } = props;
    this.fileSystem = new FileSystem(this, "Files", {
      vpc,
      vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
      securityGroup: SecurityGroup.fromSecurityGroupId(this, "Group", group.securityGroupId, { mutable: false }),
      encrypted: true,
      kmsKey: key,
      throughputMode: ThroughputMode.ELASTIC,
      enableAutomaticBackups: false,
      removalPolicy: RemovalPolicy.RETAIN,
      // Keeps the library from adding a statement of its own, which lets everybody in the network write.
      allowAnonymousAccess: true,
      fileSystemPolicy: new PolicyDocument({
        statements: [
          ...allowed.map(
            ({ roles, actions }) =>
              new PolicyStatement({
                principals: [...roles],
                actions: [...actions],
                conditions: { Bool: { "elasticfilesystem:AccessedViaMountTarget": "true" } },
              }),
          ),
          ...refused.map(
            ({ sid, actions, except }) =>
              new PolicyStatement({
                sid,
                effect: Effect.DENY,
                principals: [new AnyPrincipal()],
                actions: [...actions],
                conditions: { ArnNotEquals: { "aws:PrincipalArn": except } },
              }),
          ),
          new PolicyStatement({
            effect: Effect.DENY,
            principals: [new AnyPrincipal()],
            actions: ["*"],
            conditions: { Bool: { "aws:SecureTransport": "false" } },
          }),
        ],
      }),
    });
    acknowledge(this.fileSystem, { rules: concerns.noBackupPlan, ...noBackup });
    const owner = { uid: String(user), gid: String(user) };
    this.accessPoint = this.fileSystem.addAccessPoint(directory.id, {
      path: directory.path,
      createAcl: { ownerUid: owner.uid, ownerGid: owner.gid, permissions: "700" },
      posixUser: owner,
    });
  }

  /** What must exist before a task can mount it. */
  get ready(): IDependable {
    return this.fileSystem.mountTargetsAvailable;
  }

  /** Mounts it in a container, over TLS and with the task's own role. */
  protected mountAs(
    name: string,
    task: FargateTaskDefinition,
    container: ContainerDefinition,
    { path, actions }: { readonly path: string; readonly actions: readonly FileAction[] },
  ): void {
    task.addVolume({
      name,
      efsVolumeConfiguration: {
        fileSystemId: this.fileSystem.fileSystemId,
        transitEncryption: "ENABLED",
        authorizationConfig: { accessPointId: this.accessPoint.accessPointId, iam: "ENABLED" },
      },
    });
    const readOnly = !actions.includes(fileActions.write);
    container.addMountPoints({ containerPath: path, sourceVolume: name, readOnly });
    task.addToTaskRolePolicy(
      new PolicyStatement({
        actions: [...actions],
        resources: [this.fileSystem.fileSystemArn],
        conditions: { StringEquals: { "elasticfilesystem:AccessPointArn": this.accessPoint.accessPointArn } },
      }),
    );
  }
}
