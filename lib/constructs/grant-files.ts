import type { ContainerDefinition } from "aws-cdk-lib/aws-ecs";
import type { IRole } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import { keptFor } from "../compliance/kept-for";
import { ClosedFileSystem, type FileSystemPlace, fileActions } from "./closed-file-system";
import { userOf } from "./dockerfile";
import type { KitTask } from "./kit-task";

export interface GrantFilesProps extends FileSystemPlace {
  /** The one role that opens and closes. */
  readonly writer: IRole;
  /** Roles of the gateways. */
  readonly readers: readonly IRole[];
}

const { read, write, root } = fileActions;

/** Where open grants are written, and read by the gateways. Whatever a role is allowed elsewhere, only the gateways' and the writer's may look, and only the writer's may change them. */
export class GrantFiles extends ClosedFileSystem {
  constructor(scope: Construct, id: string, { writer, readers, ...place }: GrantFilesProps) {
    super(scope, id, {
      ...place,
      directory: { id: "Grants", path: "/grants" },
      user: userOf["grant-writer"],
      allowed: [
        { roles: [...readers, writer], actions: [read] },
        { roles: [writer], actions: [write] },
      ],
      refused: [
        { sid: "ReadersOnly", actions: [read], except: [...readers, writer].map(({ roleArn }) => roleArn) },
        { sid: keptFor.grants, actions: [write, root], except: writer.roleArn },
      ],
      noBackup: {
        reason: "Brought back from a backup, a grant that was closed early would be open again.",
        compensating:
          "Nothing is lost with the file but open grants: they close, and are opened again. Executions and their log say what was granted.",
      },
    });
  }

  mount(task: KitTask, container: ContainerDefinition, path: string, access: "read" | "write"): void {
    this.mountAs("grants", task, container, { path, actions: access === "read" ? [read] : [read, write] });
  }
}
