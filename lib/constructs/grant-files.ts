import { RemovalPolicy } from "aws-cdk-lib";
import { type ISecurityGroup, type IVpc, SecurityGroup, SubnetType } from "aws-cdk-lib/aws-ec2";
import type { ContainerDefinition } from "aws-cdk-lib/aws-ecs";
import { type AccessPoint, FileSystem, ThroughputMode } from "aws-cdk-lib/aws-efs";
import { AnyPrincipal, Effect, type IRole, PolicyDocument, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Construct, type IDependable } from "constructs";
import { acknowledge } from "../compliance/acknowledge";
import { concerns } from "../compliance/concerns";
import { userOf } from "./dockerfile";
import type { KitKey } from "./kit-key";
import type { KitTask } from "./kit-task";

export interface GrantFilesProps {
  readonly vpc: IVpc;
  readonly group: ISecurityGroup;
  readonly key: KitKey;
  /** The one role that opens and closes. */
  readonly writer: IRole;
  /** Roles of the gateways. */
  readonly readers: readonly IRole[];
}

const read = "elasticfilesystem:ClientMount";
const write = ["elasticfilesystem:ClientWrite", "elasticfilesystem:ClientRootAccess"] as const;

/** Where open grants are written, and read by the gateways. Whatever else a role is allowed, only the writer's may change them. */
export class GrantFiles extends Construct {
  readonly fileSystem: FileSystem;
  private readonly accessPoint: AccessPoint;

  constructor(scope: Construct, id: string, { vpc, group, key, writer, readers }: GrantFilesProps) {
    super(scope, id);
    this.fileSystem = new FileSystem(this, "Files", {
      vpc,
      vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
      securityGroup: SecurityGroup.fromSecurityGroupId(this, "Group", group.securityGroupId, { mutable: false }),
      encrypted: true,
      kmsKey: key,
      throughputMode: ThroughputMode.ELASTIC,
      // Brought back from a backup, a grant that was closed early would be open again.
      enableAutomaticBackups: false,
      removalPolicy: RemovalPolicy.RETAIN,
      // Keeps the library from adding a statement of its own, which lets everybody in the network write.
      allowAnonymousAccess: true,
      fileSystemPolicy: new PolicyDocument({
        statements: [
          new PolicyStatement({
            principals: [...readers, writer],
            actions: [read],
            conditions: { Bool: { "elasticfilesystem:AccessedViaMountTarget": "true" } },
          }),
          new PolicyStatement({
            principals: [writer],
            actions: ["elasticfilesystem:ClientWrite"],
            conditions: { Bool: { "elasticfilesystem:AccessedViaMountTarget": "true" } },
          }),
          new PolicyStatement({
            sid: "WriterOnly",
            effect: Effect.DENY,
            principals: [new AnyPrincipal()],
            actions: [...write],
            conditions: { ArnNotEquals: { "aws:PrincipalArn": writer.roleArn } },
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
      reason: "Brought back from a backup, a grant that was closed early would be open again.",
      compensating:
        "Nothing is lost with the file but open grants: they close, and are opened again. Executions and their log say what was granted.",
    });
    const owner = String(userOf["grant-writer"]);
    this.accessPoint = this.fileSystem.addAccessPoint("Grants", {
      path: "/grants",
      createAcl: { ownerUid: owner, ownerGid: owner, permissions: "700" },
      posixUser: { uid: owner, gid: owner },
    });
  }

  /** What must exist before a task can mount it. */
  get ready(): IDependable {
    return this.fileSystem.mountTargetsAvailable;
  }

  /** Mounts it in a container, over TLS and with the task's own role. */
  mount(task: KitTask, container: ContainerDefinition, path: string, access: "read" | "write"): void {
    task.addVolume({
      name: "grants",
      efsVolumeConfiguration: {
        fileSystemId: this.fileSystem.fileSystemId,
        transitEncryption: "ENABLED",
        authorizationConfig: { accessPointId: this.accessPoint.accessPointId, iam: "ENABLED" },
      },
    });
    container.addMountPoints({ containerPath: path, sourceVolume: "grants", readOnly: access === "read" });
    task.addToTaskRolePolicy(
      new PolicyStatement({
        actions: access === "read" ? [read] : [read, "elasticfilesystem:ClientWrite"],
        resources: [this.fileSystem.fileSystemArn],
        conditions: { StringEquals: { "elasticfilesystem:AccessPointArn": this.accessPoint.accessPointArn } },
      }),
    );
  }
}
