import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Deployment, type Json, type Resource } from "./trace-security/deployment";

/** What one role may do with what the kit keeps. */
export interface IamRight {
  readonly stack: string;
  readonly role: string;
  readonly allows: string;
  /** Actions of it that the templates grant, sorted. */
  readonly actions: readonly string[];
}

/** Actions that touch spans, metrics, secrets or who may see them, by what they come to. Others run the deployment. */
const meanings: readonly (readonly [string, RegExp])[] = [
  ["reads traces at rest", /^s3:(?:Get|List)|^elasticfilesystem:ClientMount$|^es:ESHttp/],
  ["writes traces at rest", /^s3:(?:Put|Delete|Abort)|^elasticfilesystem:ClientWrite$/],
  ["reads metrics", /^aps:(?:Query|Get)/],
  ["writes metrics", /^aps:RemoteWrite$/],
  ["reads secrets", /^secretsmanager:Get/],
  ["starts tasks", /^ecs:RunTask$|^iam:PassRole$/],
];

/** The IAM column of the access matrix: rights of every role, read from the templates of an assembly. */
export function iamRights(assemblyDir: string): readonly IamRight[] {
  const deployment = new Deployment(stacksOf(assemblyDir));
  const rights = new Map<string, { right: Omit<IamRight, "actions">; actions: Set<string> }>();
  for (const policy of deployment.ofType("AWS::IAM::Policy")) {
    for (const action of allowed(policy)) {
      const meaning = meanings.find(([, pattern]) => pattern.test(action))?.[0];
      if (meaning === undefined) continue;
      for (const role of rolesOf(policy, deployment)) {
        const right = { stack: policy.stack, role, allows: meaning };
        const known = rights.get(JSON.stringify(right)) ?? { right, actions: new Set<string>() };
        known.actions.add(action);
        rights.set(JSON.stringify(right), known);
      }
    }
  }
  return [...rights.values()].map(({ right, actions }) => ({
    ...right,
    actions: [...actions].sort((one, other) => one.localeCompare(other)),
  }));
}

function stacksOf(assemblyDir: string): readonly { name: string; template: string }[] {
  const { artifacts } = JSON.parse(readFileSync(join(assemblyDir, "manifest.json"), "utf8")) as { artifacts: Json };
  return Object.entries<Json>(artifacts)
    .filter(([, { type }]) => type === "aws:cloudformation:stack")
    .map(([id, { properties }]) => ({
      name: String(properties.stackName ?? id),
      template: join(assemblyDir, String(properties.templateFile)),
    }));
}

function allowed({ properties }: Resource): readonly string[] {
  return [properties.PolicyDocument?.Statement ?? []]
    .flat()
    .filter(({ Effect }: Json) => Effect === "Allow")
    .flatMap(({ Action }: Json) => [Action].flat() as string[]);
}

/** Roles by what their description says they are for, since their names are made by CloudFormation. */
function rolesOf({ properties, stack }: Resource, deployment: Deployment): readonly string[] {
  return (properties.Roles ?? []).map((reference: Json) => {
    const role = deployment.target(reference, stack);
    return String(role?.properties.Description ?? role?.id ?? JSON.stringify(reference));
  });
}
