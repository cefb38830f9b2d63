import { keptFor } from "./kept-for";
import type { Deployment, Json, Resource } from "./trace-security/deployment";

/** Policies that stand on what is kept, by the type of resource that carries them. */
const policies = {
  "AWS::S3::BucketPolicy": "PolicyDocument",
  "AWS::KMS::Key": "KeyPolicy",
  "AWS::EFS::FileSystem": "FileSystemPolicy",
} as const;

/**
 * Whether a statement speaks of the file system of grants and nothing else. Whatever cannot be followed to it counts as traces: on
 * doubt the report says more, not less.
 */
export function holdsGrants(resource: Json, stack: string, deployment: Deployment): boolean {
  const target = deployment.target(resource, stack);
  return target?.type === "AWS::EFS::FileSystem" && statementsOf(target).some(({ Sid }) => Sid === keptFor.grants);
}

/** Roles that are named by a text in what refuses traces at rest to others: no resource of a template, so not the store's. */
export function sparedRoles(
  deployment: Deployment,
): readonly { readonly stack: string; readonly role: string; readonly actions: readonly string[] }[] {
  return deployment.ofType(...Object.keys(policies)).flatMap((resource) =>
    statementsOf(resource)
      .filter(({ Sid, Effect }) => Sid === keptFor.traces && Effect === "Deny")
      .flatMap(({ Action, Condition }) =>
        [Condition?.ArnNotEquals?.["aws:PrincipalArn"] ?? []]
          .flat()
          .filter((arn: Json): arn is string => typeof arn === "string")
          .map((role) => ({ stack: resource.stack, role, actions: [Action].flat() as string[] })),
      ),
  );
}

function statementsOf({ type, properties }: Resource): readonly Json[] {
  const document = properties[policies[type as keyof typeof policies]];
  return [document?.Statement ?? []].flat();
}
