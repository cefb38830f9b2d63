import { noneOn } from "../aws/aws-cli";
import type { Check } from "./check";

/** Makes the role for an account. Once, whatever is deployed there. */
const service = "opensearchservice.amazonaws.com";
const role = "AWSServiceRoleForAmazonOpenSearchService";

/**
 * OpenSearch reaches into a network by a role that is the account's and not a stack's: two stacks could not both make it. Other
 * services make theirs by themselves.
 */
export const serviceRolesCheck: Check = {
  id: "service-roles",
  title: "OpenSearch may place Jaeger's database in the network",
  problems: async ({ aws, account, inputs }) => {
    if (inputs.kit.store.kind !== "jaeger") return [];
    if (await aws("iam", "get-role", "--role-name", role).catch(noneOn("NoSuchEntity"))) return [];
    return [
      {
        path: `account ${account}: ${role}`,
        value: undefined,
        allowed: "the service-linked role of OpenSearch, which every account needs once",
        fix: `run \`aws iam create-service-linked-role --aws-service-name ${service}\``,
      },
    ];
  },
};
