import { z } from "zod";
import { secretLogicalId } from "../../lib/pki/environment-secrets";
import { type Aws, AwsError } from "./aws-cli";

const answer = z.object({
  StackResourceSummaries: z.array(
    z.object({
      LogicalResourceId: z.string(),
      PhysicalResourceId: z.string().optional(),
      ResourceType: z.string(),
      ResourceStatus: z.string(),
    }),
  ),
});

export type StackResource = z.output<typeof answer>["StackResourceSummaries"][number];

/** What a stack consists of; nothing where there is no such stack. */
export async function stackResources(aws: Aws, stackName: string): Promise<readonly StackResource[] | undefined> {
  try {
    const listed = await aws("cloudformation", "list-stack-resources", "--stack-name", stackName);
    // What was deleted is listed for a while, with the id of what took its place.
    return answer
      .parse(listed)
      .StackResourceSummaries.filter(({ ResourceStatus }) => ResourceStatus !== "DELETE_COMPLETE");
  } catch (error) {
    if (error instanceof AwsError && error.code === "ValidationError" && / does not exist/.test(error.message)) return;
    throw error;
  }
}

/** ARN of a secret, by its construct id in a stack of secrets; nothing where it was not deployed. */
export function secretArn(resources: readonly StackResource[], id: string): string | undefined {
  const logicalId = secretLogicalId(id);
  return resources.find(({ LogicalResourceId }) => LogicalResourceId === logicalId)?.PhysicalResourceId;
}
