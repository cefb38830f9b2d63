import { execFile } from "node:child_process";
import { BadInput } from "../outcome";

/** A call answers within seconds, or its network does not lead to AWS. Unit: milliseconds. */
const patience = 60_000;

/** A stack with hundreds of resources is a few hundred KiB of JSON. Unit: bytes. */
const mostOutput = 32 * 1024 * 1024;

/** AWS refused, or could not be asked. */
export class AwsError extends Error {
  constructor(
    /** As AWS names it, such as `AccessDeniedException`; nothing where no answer came. */
    readonly code: string | undefined,
    message: string,
  ) {
    super(message);
  }
}

/** For `catch`: nothing where AWS says by this code that there is none. Whatever else went wrong goes on. */
export function noneOn(code: string): (error: unknown) => undefined {
  return (error) => {
    if (error instanceof AwsError && error.code === code) return undefined;
    throw error;
  };
}

/** Asks AWS, as whoever is signed in, by the AWS CLI of this machine. Nothing secret may be in the arguments: every process sees them. */
export type Aws = (...args: readonly string[]) => Promise<unknown>;

/** The AWS CLI, version 1 or 2, in one region. */
export function awsCli(region: string): Aws {
  return (...args) =>
    new Promise((done, failed) => {
      const all = [...args, "--region", region, "--output", "json"];
      // Neither a pager nor questions: nobody is there to answer.
      const env = { ...process.env, AWS_PAGER: "", AWS_CLI_AUTO_PROMPT: "off" };
      execFile("aws", all, { timeout: patience, maxBuffer: mostOutput, env }, (error, stdout, stderr) => {
        if (!error) return done(stdout.trim() === "" ? {} : JSON.parse(stdout));
        if (error.code === "ENOENT") {
          return failed(
            new BadInput(
              "the AWS CLI (`aws`) is not on this machine; allowed: version 1 or 2, on the PATH; install it and sign in to the account of the installation",
            ),
          );
        }
        failed(failureOf(args, error.killed === true, stderr));
      });
    });
}

function failureOf(args: readonly string[], late: boolean, stderr: string): AwsError {
  const call = `aws ${args.slice(0, 2).join(" ")}`;
  const said = stderr.trim().split("\n").at(-1) ?? "";
  const [, code] = /An error occurred \((\w+)\)/.exec(stderr) ?? [];
  return new AwsError(code, late ? `${call}: no answer in ${patience / 1_000} s` : `${call}: ${said}`);
}
