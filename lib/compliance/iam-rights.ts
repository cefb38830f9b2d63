import { readFileSync } from "node:fs";
import { join } from "node:path";
import { holdsGrants, sparedRoles } from "./kept-resources";
import { Deployment, type Json, type Resource } from "./trace-security/deployment";

/** What one role may do with what the kit keeps. */
export interface IamRight {
  readonly stack: string;
  readonly role: string;
  readonly allows: string;
  /** Actions of it that the templates grant, or refuse to others, sorted. */
  readonly actions: readonly string[];
}

/** What the report looks for among rights: who stands behind a cell of the access matrix. */
export const rights = {
  readsTraces: "reads traces at rest",
  readsMetrics: "reads metrics",
  /** The role for emergencies. What it may do by itself stands in no template of the kit. */
  spared: "is not refused traces at rest",
} as const;

/** Actions that touch spans, metrics, secrets or who may see them, by what they come to. Others run the deployment. */
const meanings: readonly (readonly [string, RegExp])[] = [
  [rights.readsTraces, /^s3:(?:Get|List)|^elasticfilesystem:ClientMount$|^es:ESHttp/],
  ["writes traces at rest", /^s3:(?:Put|Delete|Abort)|^elasticfilesystem:Client(?:Write|RootAccess)$/],
  [rights.readsMetrics, /^aps:(?:Query|Get)/],
  ["writes metrics", /^aps:RemoteWrite$/],
  ["reads secrets", /^secretsmanager:Get/],
  ["starts tasks", /^ecs:RunTask$|^iam:PassRole$/],
];

/** The same actions on the file system that says who is let in during an incident: no trace lies there. */
const meaningsOnGrants: readonly (readonly [string, RegExp])[] = [
  ["reads grants", /^elasticfilesystem:ClientMount$/],
  ["writes grants", /^elasticfilesystem:Client(?:Write|RootAccess)$/],
];

/** The IAM column of the access matrix: rights of every role, read from the templates of an assembly. */
export function iamRights(assemblyDir: string): readonly IamRight[] {
  const deployment = new Deployment(stacksOf(assemblyDir));
  const found = [
    ...deployment
      .ofType("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy")
      .flatMap((policy) => granted(policy, deployment)),
    ...sparedRoles(deployment).map((one) => ({ ...one, allows: rights.spared })),
  ];
  const all = new Map<string, { right: Omit<IamRight, "actions">; actions: Set<string> }>();
  for (const { actions, ...right } of found) {
    const known = all.get(JSON.stringify(right)) ?? { right, actions: new Set<string>() };
    for (const action of actions) known.actions.add(action);
    all.set(JSON.stringify(right), known);
  }
  return [...all.values()].map(({ right, actions }) => ({
    ...right,
    actions: [...actions].sort((one, other) => one.localeCompare(other)),
  }));
}

/** What one policy grants, action by action and resource by resource. */
function granted(policy: Resource, deployment: Deployment): readonly IamRight[] {
  const { stack } = policy;
  const allowed = [policy.properties.PolicyDocument?.Statement ?? []].flat();
  return allowed
    .filter(({ Effect }: Json) => Effect === "Allow")
    .flatMap(({ Action, Resource: on }: Json) =>
      [on].flat().flatMap((resource: Json) => {
        const words = holdsGrants(resource, stack, deployment) ? meaningsOnGrants : meanings;
        return ([Action].flat() as string[]).flatMap((action) => {
          const allows = words.find(([, pattern]) => pattern.test(action))?.[0];
          if (allows === undefined) return [];
          return rolesOf(policy, deployment).map((role) => ({ stack, role, allows, actions: [action] }));
        });
      }),
    );
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

/** Roles by what their description says they are for, since their names are made by CloudFormation. */
function rolesOf({ properties, stack }: Resource, deployment: Deployment): readonly string[] {
  return (properties.Roles ?? []).map((reference: Json) => {
    const role = deployment.target(reference, stack);
    return String(role?.properties.Description ?? role?.id ?? JSON.stringify(reference));
  });
}
