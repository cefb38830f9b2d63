import { Stack } from "aws-cdk-lib";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";

/** A role of a task: only ECS may take it on, and only for this account's tasks. */
export class TaskRole extends Role {
  constructor(scope: Construct, id: string, description: string) {
    super(scope, id, {
      description,
      assumedBy: new ServicePrincipal("ecs-tasks.amazonaws.com").withConditions({
        StringEquals: { "aws:SourceAccount": Stack.of(scope).account },
      }),
    });
  }
}
