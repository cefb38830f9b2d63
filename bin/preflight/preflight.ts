import type { Problem } from "../../lib/settings/problem";
import { AwsError } from "../aws/aws-cli";
import { accountCheck } from "./account";
import { bootstrapCheck } from "./bootstrap";
import type { Check, Ground } from "./check";
import { imagesCheck } from "./images";
import { certificatesCheck, signInCheck } from "./people";
import { quotasCheck } from "./quotas";
import { secretsCheck } from "./secrets";
import { serviceRolesCheck } from "./service-roles";

/** In the order in which they are mended. */
export const checks: readonly Check[] = [
  accountCheck,
  imagesCheck,
  bootstrapCheck,
  serviceRolesCheck,
  quotasCheck,
  signInCheck,
  certificatesCheck,
  secretsCheck,
];

/** One check, and what it found. */
export interface Verdict {
  readonly id: string;
  readonly title: string;
  readonly problems: readonly Problem[];
}

/** Asks everything, also where something was found. What may not be asked counts as a problem: nobody knows whether it is one. */
export function preflight(ground: Ground, skipped: readonly string[] = []): Promise<readonly Verdict[]> {
  return Promise.all(
    checks
      .filter(({ id }) => !skipped.includes(id))
      .map(async ({ id, title, problems }) => {
        const found = await problems(ground).catch((error: unknown) => {
          if (!(error instanceof AwsError)) throw error;
          return [notAsked(id, error)];
        });
        return { id, title, problems: found };
      }),
  );
}

function notAsked(id: string, { message }: AwsError): Problem {
  return {
    path: `kit preflight: ${id}`,
    value: message,
    allowed: "an answer of AWS",
    fix: `let your role ask, or see to it by hand and leave it out with --skip ${id}`,
  };
}
