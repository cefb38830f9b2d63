import { readFileSync } from "node:fs";
import { join } from "node:path";
import { meaningsOn, rights } from "./action-meanings";
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
        const meanings = meaningsOn(holdsGrants(resource, stack, deployment) ? "grants" : "traces");
        // A statement that names what it leaves out allows everything else.
        return ([Action ?? "*"].flat() as string[]).flatMap((action) =>
          meanings(action).flatMap((allows) =>
            rolesOf(policy, deployment).map((role) => ({ stack, role, allows, actions: [action] })),
          ),
        );
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
