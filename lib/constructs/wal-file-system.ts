import type { ContainerDefinition, FargateTaskDefinition } from "aws-cdk-lib/aws-ecs";
import type { IRole } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import { keptFor } from "../compliance/kept-for";
import { ClosedFileSystem, type FileSystemPlace, fileActions } from "./closed-file-system";

export interface WalFileSystemProps extends FileSystemPlace {
  readonly writer: IRole;
  /** ARNs of the roles that are not refused: the writer's, and the one for emergencies. */
  readonly readers: readonly string[];
  /** Number of the user that owns the files. */
  readonly user: number;
}

const actions = [fileActions.read, fileActions.write];

/**
 * Where a store keeps what it has accepted and not yet put into S3. On a task's own disk every deployment would lose up to a
 * minute of acknowledged spans, and the last quarter of an hour would be hidden from searches.
 */
export class WalFileSystem extends ClosedFileSystem {
  constructor(scope: Construct, id: string, { writer, readers, user, ...place }: WalFileSystemProps) {
    super(scope, id, {
      ...place,
      directory: { id: "Wal", path: "/wal" },
      user,
      allowed: [{ roles: [writer], actions }],
      refused: [{ sid: keptFor.traces, actions: [...actions, fileActions.root], except: readers }],
      noBackup: {
        reason:
          "It holds what was accepted in the last minutes and is not in S3 yet. A backup would keep content longer than its retention says.",
        compensating:
          "Blocks are flushed to a versioned bucket within minutes; EFS keeps each file in several availability zones.",
      },
    });
  }

  mount(task: FargateTaskDefinition, container: ContainerDefinition, path: string): void {
    this.mountAs("wal", task, container, { path, actions });
  }
}
