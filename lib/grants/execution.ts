import { z } from "zod";
import { signedHeaders } from "./signature";

/** What the state machine of grants was started with, as Step Functions itself tells it. */
export interface Execution {
  readonly name: string;
  readonly startedAt: Date;
  readonly input: unknown;
}

/** One that is over opens nothing any more: whoever may only run the task cannot play it again. */
const running = z.object({
  name: z.string(),
  status: z.literal("RUNNING", { error: "the execution is over" }),
  startDate: z.number(),
  input: z.string(),
});

const credentials = z.object({ AccessKeyId: z.string(), SecretAccessKey: z.string(), Token: z.string() });

/** Where a Fargate task gets the keys of its role. */
const taskMetadata = "http://169.254.170.2";

const arnForm = /^arn:aws[a-z-]*:states:([a-z0-9-]+):\d{12}:execution:[A-Za-z0-9_-]+:[A-Za-z0-9_.-]+$/;

export interface Surroundings {
  readonly executionArn: string;
  /** Path at which the task's keys are. */
  readonly credentialsPath: string;
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
  readonly now: Date;
}

/** Asks Step Functions for a running execution. The role of the task may ask for those of one state machine and no other. */
export async function readExecution({ executionArn, credentialsPath, fetch, now }: Surroundings): Promise<Execution> {
  const region = arnForm.exec(executionArn)?.[1];
  if (!region) throw new Error(`"${executionArn}" is no execution; allowed: the ARN of one of Step Functions`);
  const keys = credentials.parse(await bodyOf(await fetch(`${taskMetadata}${credentialsPath}`)));
  const host = `states.${region}.amazonaws.com`;
  const body = JSON.stringify({ executionArn });
  const answer = await fetch(`https://${host}/`, {
    method: "POST",
    body,
    headers: signedHeaders({
      host,
      region,
      body,
      service: "states",
      method: "POST",
      headers: { "content-type": "application/x-amz-json-1.0", "x-amz-target": "AWSStepFunctions.DescribeExecution" },
      credentials: {
        accessKeyId: keys.AccessKeyId,
        secretAccessKey: keys.SecretAccessKey,
        sessionToken: keys.Token,
      },
      at: now,
    }),
  });
  const { name, startDate, input } = running.parse(await bodyOf(answer));
  return { name, startedAt: new Date(Math.round(startDate * 1000)), input: JSON.parse(input) };
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${text.slice(0, 500)}`);
  return JSON.parse(text);
}
