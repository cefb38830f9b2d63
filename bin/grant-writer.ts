import { readFile } from "node:fs/promises";
import { awsSite } from "../lib/aws-site";
import { readExecution } from "../lib/grants/execution";
import { GrantFolder } from "../lib/grants/grant-folder";
import { afterOrder } from "../lib/grants/order";
import { type WriterPolicy, writerPolicyFile } from "../lib/grants/writer-policy";
import { cellOf } from "../lib/inputs";
import { configDirectory, grantExecution } from "../lib/variables";

/** A writer that hangs must be gone before another one may think it dead. Unit: milliseconds. */
const longestRun = 90_000;

/**
 * Carries out one execution of the state machine of grants, on AWS: reads what it was started with from Step Functions, checks
 * that once more, and writes the environment's file of grants. What is said to it by variable is only which execution.
 */
async function main(): Promise<void> {
  const { environment, inputs } = JSON.parse(
    await readFile(`${configDirectory}/${writerPolicyFile}`, "utf8"),
  ) as WriterPolicy;
  const execution = await readExecution({
    executionArn: process.env[grantExecution] ?? "",
    credentialsPath: process.env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI ?? "",
    fetch,
    now: new Date(),
  });
  const cell = cellOf(inputs, environment);
  const folder = new GrantFolder(awsSite(cell).grantsFile, environment);
  const now = new Date();
  await folder.change(cell, (grants) => afterOrder(inputs, environment, grants, execution, now), now);
  process.stdout.write(`${JSON.stringify({ execution: execution.name, written: folder.routesFile })}\n`);
}

setTimeout(() => {
  process.stderr.write("took too long\n");
  process.exit(1);
}, longestRun).unref();

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
