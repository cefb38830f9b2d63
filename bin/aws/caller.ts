import { z } from "zod";
import { BadInput } from "../outcome";
import { type Aws, AwsError } from "./aws-cli";

const answer = z.object({ Account: z.string() });

/** In whose account AWS is asked. */
export async function caller(aws: Aws): Promise<{ readonly account: string }> {
  try {
    const { Account } = answer.parse(await aws("sts", "get-caller-identity"));
    return { account: Account };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new BadInput(
      `nobody is signed in to AWS here (${error.message}); sign in with the AWS CLI, or set AWS_PROFILE`,
    );
  }
}
