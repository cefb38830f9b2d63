import { Duration, Size } from "aws-cdk-lib";
import {
  AwsLogDriverMode,
  Capability,
  type ContainerDefinition,
  ContainerDependencyCondition,
  ContainerImage,
  FargateTaskDefinition,
  type HealthCheck,
  LinuxParameters,
  LogDrivers,
  OperatingSystemFamily,
  type Secret,
} from "aws-cdk-lib/aws-ecs";
import type { Construct } from "constructs";
import { acknowledge } from "../compliance/acknowledge";
import { stopSeconds } from "../limits";
import { architectureOf } from "./architecture";
import { ConfigImage, type ImageFile } from "./config-image";
import { type Program, userOf } from "./dockerfile";
import type { FargateSize } from "./fargate-size";
import type { KitLogs } from "./kit-logs";
import { TaskRole } from "./task-role";

export interface KitTaskProps {
  readonly purpose: string;
  readonly size: FargateSize;
  readonly logs: KitLogs;
  /**
   * Disk of the task, shared by its writable directories.
   * @default - 21 GiB, the least that can be asked for
   */
  readonly diskGiB?: number;
}

export interface ProgramProps {
  readonly program: Program;
  /**
   * Name of the container, where a task has several of one program.
   * @default - the program's
   */
  readonly name?: string;
  readonly files: readonly ImageFile[];
  readonly entryPoint: readonly string[];
  readonly memoryMiB: number;
  /**
   * How it proves that it serves.
   * @default - it serves nobody: it ends
   */
  readonly healthCheck?: HealthCheck;
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, Secret>>;
  readonly ports?: readonly number[];
  /** Directories on the task's own disk, empty when it starts and gone when it ends. Containers that name the same one share it. */
  readonly scratch?: readonly string[];
  /** Containers that must be healthy first, and that stop only after this one. */
  readonly after?: readonly ContainerDefinition[];
  /**
   * Where its log goes if a line must not be lost: it is then written before the program goes on.
   * @default - where the task's other logs go, without waiting
   */
  readonly auditLogs?: KitLogs;
  /** Whether the others of the task go on without it; it is started again by itself. */
  readonly dispensable?: boolean;
  /** Whether it is started again in its task when it crashes, so that what it left on the task's disk is found. */
  readonly restarts?: boolean;
  /** Whether it ends by itself before the task does what it is for. */
  readonly preparing?: boolean;
  /** Containers that must have ended well first. If one does not, the task ends. */
  readonly prepared?: readonly ContainerDefinition[];
}

/** A Fargate task as every part of the kit runs it: read-only, without root and capabilities, with health and logs. */
export class KitTask extends FargateTaskDefinition {
  private readonly volumesMade = new Set<string>();

  constructor(
    scope: Construct,
    id: string,
    private readonly props: KitTaskProps,
  ) {
    super(scope, id, {
      ...props.size,
      ephemeralStorageGiB: Math.max(21, props.diskGiB ?? 0),
      runtimePlatform: {
        cpuArchitecture: architectureOf(scope).task,
        operatingSystemFamily: OperatingSystemFamily.LINUX,
      },
      taskRole: new TaskRole(scope, `${id}Role`, `What the ${props.purpose} may do`),
      executionRole: new TaskRole(
        scope,
        `${id}StartRole`,
        `Fetches image and secrets of the ${props.purpose}, writes its logs`,
      ),
    });
    if (this.executionRole) {
      acknowledge(this.executionRole, {
        rules: ["AwsSolutions-IAM5[Resource::*]"],
        reason: "ecr:GetAuthorizationToken is the only action on every resource: AWS defines no resource for it.",
        compensating:
          "The token opens nothing by itself; each call that reads an image is allowed for its repository alone, and the endpoints refuse callers of other accounts.",
      });
    }
  }

  /** Adds a program with its configuration. */
  addProgram(props: ProgramProps): ContainerDefinition {
    const { program, name = program, scratch = [], environment = {}, after = [], dispensable = false } = props;
    const { restarts = false, preparing = false, prepared = [] } = props;
    const image = new ConfigImage(this, `${name}-image`, { program, files: props.files, writable: scratch });
    const linuxParameters = new LinuxParameters(this, `${name}-linux`);
    linuxParameters.dropCapabilities(Capability.ALL);
    const container = this.addContainer(name, {
      containerName: name,
      image: ContainerImage.fromDockerImageAsset(image.asset),
      entryPoint: [...props.entryPoint],
      user: String(userOf[program]),
      memoryLimitMiB: props.memoryMiB,
      readonlyRootFilesystem: true,
      linuxParameters,
      stopTimeout: Duration.seconds(stopSeconds),
      healthCheck: props.healthCheck,
      environment: { ...environment },
      secrets: { ...props.secrets },
      portMappings: (props.ports ?? []).map((containerPort) => ({ containerPort })),
      ...(preparing && { essential: false }),
      ...(dispensable && { essential: false }),
      ...((dispensable || restarts) && { enableRestartPolicy: true, restartAttemptPeriod: Duration.minutes(1) }),
      logging: props.auditLogs
        ? LogDrivers.awsLogs({ logGroup: props.auditLogs, streamPrefix: name, mode: AwsLogDriverMode.BLOCKING })
        : LogDrivers.awsLogs({
            logGroup: this.props.logs,
            streamPrefix: name,
            // A slow log service must not stop spans; what does not fit the buffer is dropped.
            mode: AwsLogDriverMode.NON_BLOCKING,
            maxBufferSize: Size.mebibytes(8),
          }),
    });
    for (const path of scratch) {
      const name = path.slice(1).replaceAll("/", "-");
      if (!this.volumesMade.has(name)) this.addVolume({ name });
      this.volumesMade.add(name);
      container.addMountPoints({ containerPath: path, sourceVolume: name, readOnly: false });
    }
    for (const other of after) {
      container.addContainerDependencies({ container: other, condition: ContainerDependencyCondition.HEALTHY });
    }
    for (const other of prepared) {
      container.addContainerDependencies({ container: other, condition: ContainerDependencyCondition.SUCCESS });
    }
    return container;
  }

  /** The role it runs as, and the one that starts it. */
  get roleArns(): readonly string[] {
    return [this.taskRole, ...(this.executionRole ? [this.executionRole] : [])].map(({ roleArn }) => roleArn);
  }

  /** Accepts plain environment variables in this task. `names` are read by whoever reviews the report. */
  acknowledgePlainVariables(names: string): void {
    acknowledge(this, {
      rules: ["AwsSolutions-ECS2"],
      reason: `The plain environment variables are ${names}: names and addresses that exist only once the stack does, so they cannot be baked into the image.`,
      compensating:
        "Every secret comes from Secrets Manager, by the container's `secrets`; none of these variables is one.",
    });
  }
}
