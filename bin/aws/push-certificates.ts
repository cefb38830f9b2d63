import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { versionOf } from "../../lib/pki/secret-value";
import type { Aws } from "./aws-cli";
import { secretVersions } from "./secret-versions";

/** A value for a secret. */
export interface Push {
  /** ARN of the secret. */
  readonly arn: string;
  readonly value: string;
}

/** What a push would do: nothing, put the value in, or make a version current again that was before. */
export type Step = "unchanged" | "put" | "restore";

const current = "AWSCURRENT";

/** What has to be done so that a secret holds a value. The secret is not read. */
export async function stepFor(aws: Aws, { arn, value }: Push): Promise<Step> {
  const versions = await secretVersions(aws, arn);
  const version = versionOf(value);
  if (versions[version]?.includes(current)) return "unchanged";
  return Object.hasOwn(versions, version) ? "restore" : "put";
}

/** Takes the step. The value goes by a file that its owner alone can read, and that is gone afterwards. */
export async function push(aws: Aws, { arn, value }: Push, step: Step, folder: string): Promise<void> {
  if (step === "put") await put(aws, arn, value, folder);
  if (step === "restore") await restore(aws, arn, versionOf(value));
}

async function put(aws: Aws, arn: string, value: string, folder: string): Promise<void> {
  const file = join(folder, ".push");
  try {
    // What a run that was killed left behind.
    await rm(file, { force: true });
    await writeFile(file, value, { mode: 0o600, flag: "wx" });
    await aws(
      ...["secretsmanager", "put-secret-value", "--secret-id", arn],
      ...["--client-request-token", versionOf(value), "--secret-string", `file://${file}`],
    );
  } finally {
    await rm(file, { force: true });
  }
}

async function restore(aws: Aws, arn: string, version: string): Promise<void> {
  const now = Object.entries(await secretVersions(aws, arn)).find(([, stages]) => stages.includes(current))?.[0];
  await aws(
    ...["secretsmanager", "update-secret-version-stage", "--secret-id", arn, "--version-stage", current],
    ...["--move-to-version-id", version, ...(now === undefined ? [] : ["--remove-from-version-id", now])],
  );
}
