import { type App, Stack } from "aws-cdk-lib";
import { CfnPolicy } from "aws-cdk-lib/aws-iam";
import { acknowledge } from "./acknowledge";
import { concerns } from "./concerns";

/**
 * Rights stand inside the role they are for, on purpose. Accepted in one place for every policy that belongs to exactly one role
 * when the app is built; one that comes later, or that several share, is a finding.
 */
export function acknowledgeInlinePolicies(app: App): void {
  for (const policy of app.node.findAll()) {
    if (!(policy instanceof CfnPolicy) || !belongsToOneRole(policy)) continue;
    acknowledge(policy, {
      rules: concerns.inlinePolicy,
      reason:
        "The policy belongs to one role of one program and is made and deleted with it. As a managed policy it could be attached to other principals, which would then hold the rights of a store or a gateway.",
      compensating:
        "Every statement names its actions and resources: AwsSolutions-IAM5 is on, and each wildcard it finds is acknowledged by itself. Who may take on a role is bound to this account.",
    });
  }
}

function belongsToOneRole(policy: CfnPolicy): boolean {
  const {
    roles = [],
    users = [],
    groups = [],
  } = Stack.of(policy).resolve({
    roles: policy.roles,
    users: policy.users,
    groups: policy.groups,
  });
  return roles.length === 1 && users.length === 0 && groups.length === 0;
}
