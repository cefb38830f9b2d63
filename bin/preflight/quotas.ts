import { z } from "zod";
import { type Quota, quotas } from "../../lib/preflight/quotas";
import type { Problem } from "../../lib/settings/problem";
import { type Aws, noneOn } from "../aws/aws-cli";
import type { Check } from "./check";

const answer = z.object({ Quota: z.object({ Value: z.number() }) });

export const quotasCheck: Check = {
  id: "quotas",
  title: "the account's quotas are wide enough",
  problems: async ({ aws, templates, account, inputs }) => {
    const found = quotas.map(async (quota): Promise<readonly Problem[]> => {
      const needed = quota.needed(templates);
      if (needed === 0) return [];
      const value = await granted(aws, quota);
      if (value >= needed) return [];
      return [
        {
          path: `account ${account}, ${inputs.kit.region}: ${quota.what}`,
          value,
          allowed: `at least ${needed}, and what else the account has of them`,
          fix: `aws service-quotas request-service-quota-increase --region ${inputs.kit.region} --service-code ${quota.service} --quota-code ${quota.code} --desired-value …`,
        },
      ];
    });
    return (await Promise.all(found)).flat();
  },
};

/** What the account has, or the default where nobody ever asked for more. */
async function granted(aws: Aws, { service, code }: Quota): Promise<number> {
  const which = ["--service-code", service, "--quota-code", code];
  const own = await aws("service-quotas", "get-service-quota", ...which).catch(noneOn("NoSuchResourceException"));
  return answer.parse(own ?? (await aws("service-quotas", "get-aws-default-service-quota", ...which))).Quota.Value;
}
