import { z } from "zod";
import { BadInput } from "../outcome";
import { type Aws, AwsError } from "./aws-cli";

const answer = z.object({ Account: z.string(), Arn: z.string() });

/** In whose name AWS is asked. */
export async function caller(aws: Aws): Promise<{ readonly account: string; readonly arn: string }> {
  try {
    const { Account, Arn } = answer.parse(await aws("sts", "get-caller-identity"));
    return { account: Account, arn: Arn };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new BadInput(
      `nobody is signed in to AWS here (${error.message}); sign in with the AWS CLI, or set AWS_PROFILE`,
    );
  }
}
