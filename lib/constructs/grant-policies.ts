import { Stack } from "aws-cdk-lib";
import { Effect, type IRole, ManagedPolicy, PolicyStatement, Role } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";

export interface StartersProps {
  readonly machineArn: string;
  /** Names of the roles that get it. */
  readonly attachedTo: readonly string[];
}

/**
 * Lets a role open and close grants. Has a fixed name, because permission sets of Identity Center name policies and cannot name
 * what CloudFormation makes up.
 */
export class GrantStarters extends ManagedPolicy {
  constructor(scope: Construct, id: string, { machineArn, attachedTo }: StartersProps) {
    super(scope, id, {
      managedPolicyName: `${Stack.of(scope).stackName}-grant-starters`,
      description: "May start the state machine that opens and closes grants",
      statements: [
        new PolicyStatement({ actions: ["states:StartExecution", "states:ListExecutions"], resources: [machineArn] }),
      ],
      roles: named(scope, id, attachedTo),
    });
  }
}

export interface DenialsProps extends StartersProps {
  /** With four eyes nobody may open a grant for themselves. */
  readonly fourEyes: boolean;
  readonly clusterArn: string;
  /** Roles of the environment's tasks and of the machine: who may pass one on can run anything with its rights. */
  readonly roles: readonly string[];
  /** File systems of grants and, where the store has one, of its log. */
  readonly fileSystems: readonly string[];
  /** Where the store keeps traces as objects. */
  readonly traceBuckets: readonly string[];
  /** What opens the store door and the store's database. */
  readonly secrets: readonly string[];
}

/**
 * Denies on-call engineers every way around a grant, whatever else their role allows. Has a fixed name for the same reason as
 * the policy of starters.
 */
export class OnCallDenials extends ManagedPolicy {
  constructor(scope: Construct, id: string, props: DenialsProps) {
    const { machineArn, attachedTo, fourEyes, clusterArn, roles, fileSystems, traceBuckets, secrets } = props;
    const deny = (actions: readonly string[], resources: readonly string[], conditions = {}) =>
      new PolicyStatement({ effect: Effect.DENY, actions: [...actions], resources: [...resources], conditions });
    super(scope, id, {
      managedPolicyName: `${Stack.of(scope).stackName}-on-call-denials`,
      description: "Denies the ways around a grant to who reads traces during incidents",
      statements: [
        deny(["ecs:RunTask", "ecs:StartTask", "ecs:ExecuteCommand", "ecs:CreateService", "ecs:UpdateService"], ["*"], {
          ArnEquals: { "ecs:cluster": clusterArn },
        }),
        deny(["iam:PassRole"], roles),
        deny(
          [
            "elasticfilesystem:ClientMount",
            "elasticfilesystem:ClientWrite",
            "elasticfilesystem:ClientRootAccess",
            "elasticfilesystem:PutFileSystemPolicy",
            "elasticfilesystem:DeleteFileSystemPolicy",
          ],
          fileSystems,
        ),
        ...(traceBuckets.length > 0
          ? [
              deny(
                ["s3:GetObject", "s3:GetObjectVersion"],
                traceBuckets.map((arn) => `${arn}/*`),
              ),
            ]
          : []),
        deny(["secretsmanager:GetSecretValue"], secrets),
        deny(["states:UpdateStateMachine", ...(fourEyes ? ["states:StartExecution"] : [])], [machineArn]),
      ],
      roles: named(scope, id, attachedTo),
    });
  }
}

function named(scope: Construct, id: string, names: readonly string[]): IRole[] {
  return names.map((name) => Role.fromRoleName(scope, `${id}-${name}`, name));
}
