import type { ContainerDefinition } from "aws-cdk-lib/aws-ecs";
import type { Construct } from "constructs";
import { writerPolicy, writerPolicyFile } from "../grants/writer-policy";
import type { Cell } from "../inputs";
import { grantExecution } from "../variables";
import { fargateSize } from "./fargate-size";
import type { KitLogs } from "./kit-logs";
import { KitTask } from "./kit-task";

const memoryMiB = 512;

/** Where ECS says how a task gets the keys of its role. */
const credentialsPath = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";

/** The task that opens and closes grants: runs for seconds, and only when the state machine starts it. */
export class GrantWriterTask extends KitTask {
  readonly writer: ContainerDefinition;

  constructor(scope: Construct, id: string, { cell, logs }: { readonly cell: Cell; readonly logs: KitLogs }) {
    super(scope, id, { purpose: `writer of grants of ${cell.name}`, size: fargateSize(memoryMiB, 512), logs });
    this.writer = this.addProgram({
      program: "grant-writer",
      files: [{ name: writerPolicyFile, text: `${JSON.stringify(writerPolicy(cell), null, 2)}\n` }],
      entryPoint: withoutOtherVariables([grantExecution, credentialsPath], ["/usr/local/bin/node", "/grant-writer.js"]),
      memoryMiB,
      auditLogs: logs,
    });
  }
}

/** Who may start a task may set its variables, and with some of them a program runs other code than its own. */
function withoutOtherVariables(kept: readonly string[], command: readonly string[]): readonly string[] {
  const variables = kept.map((name) => `${name}="$${name}"`);
  return ["/bin/sh", "-c", `exec /usr/bin/env -i ${[...variables, ...command].join(" ")}`];
}
