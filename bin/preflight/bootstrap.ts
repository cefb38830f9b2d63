import { z } from "zod";
import { bootstrapNeed } from "../../lib/preflight/bootstrap-need";
import { noneOn } from "../aws/aws-cli";
import type { Check } from "./check";

const answer = z.object({ Parameter: z.object({ Value: z.string() }) });

export const bootstrapCheck: Check = {
  id: "bootstrap",
  title: "CDK's bootstrap stack is there, and new enough",
  problems: async ({ aws, account, inputs, templates }) => {
    const { parameter, version } = bootstrapNeed(Object.values(templates)[0]);
    const found = await aws("ssm", "get-parameter", "--name", parameter).catch(noneOn("ParameterNotFound"));
    const value = found && answer.parse(found).Parameter.Value;
    if (Number(value ?? 0) >= version) return [];
    return [
      {
        path: `account ${account}, ${inputs.kit.region}: ${parameter}`,
        value,
        allowed: `version ${version} or later of the bootstrap stack`,
        fix: `run \`npx cdk bootstrap aws://${account}/${inputs.kit.region}\``,
      },
    ];
  },
};
