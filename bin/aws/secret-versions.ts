import { z } from "zod";
import type { Aws } from "./aws-cli";

const described = z.object({ VersionIdsToStages: z.record(z.string(), z.array(z.string())).default({}) });

/** The versions of a secret, each with its labels. Their values are not read. */
export async function secretVersions(aws: Aws, arn: string): Promise<Readonly<Record<string, readonly string[]>>> {
  return described.parse(await aws("secretsmanager", "describe-secret", "--secret-id", arn)).VersionIdsToStages;
}
