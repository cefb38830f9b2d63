import type { Deployment, Json, Resource } from "./deployment";
import { valueText } from "./value-text";

/** A policy that should close something to all but some. */
export interface Closure {
  readonly deployment: Deployment;
  /** Nothing where there is none. */
  readonly policy: Json;
  /** Stack that the policy stands in. */
  readonly stack: string;
  /** Roles that may be spared: resources of this deployment, or ARNs. */
  readonly spared: readonly (Resource | string)[];
  /**
   * Texts that name all of what is closed, beside `*`.
   * @default - a statement without resources or for all of them, as a policy of one resource has it
   */
  readonly covering?: readonly string[];
  /**
   * What may stand beside the condition on roles, since it leaves out nothing that has to be denied.
   * @default - nothing: any other condition makes the denial hold for less
   */
  readonly narrowing?: { readonly operator: string; readonly key: string; readonly form: RegExp };
}

interface Test {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly Json[];
}

/** Operators that are false for the roles they name and true for everybody else. */
const otherThan = /^(?:Arn|String)Not(?:Equals|Like)(?:IfExists)?$/;

/** Those of the actions that no statement denies to everybody but the roles that may be spared. */
export function notDenied(actions: readonly string[], closure: Closure): readonly string[] {
  const statements: readonly Json[] = [closure.policy?.Statement ?? []].flat();
  const denied: readonly Json[] = statements
    .filter((statement) => isDenial(statement, closure))
    .flatMap(({ Action = [] }) => Action);
  return actions.filter((action) => !denied.some((pattern) => names(pattern, action)));
}

function isDenial({ Effect, Principal, Resource, NotResource, Condition }: Json, closure: Closure): boolean {
  if (Effect !== "Deny" || NotResource !== undefined) return false;
  if (![Principal?.AWS ?? Principal].flat().includes("*")) return false;
  const { stack, deployment, covering = [] } = closure;
  const all = [Resource ?? "*"]
    .flat()
    .some((resource: Json) => ["*", ...covering].includes(valueText(resource, stack, deployment)));
  return all && sparesOnlyRoles(Condition, closure);
}

function sparesOnlyRoles(condition: Json, { deployment, stack, spared, narrowing }: Closure): boolean {
  const tests: readonly Test[] = Object.entries<Json>(condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries<Json>(keys).map(([key, values]) => ({ operator, key, values: [values].flat() })),
  );
  const isOfRoles = ({ operator, key }: Test) => otherThan.test(operator) && key === "aws:PrincipalArn";
  const roles = tests.filter(isOfRoles);
  const harmless = tests
    .filter((test) => !isOfRoles(test))
    .every(({ operator, key, values }) => {
      if (operator !== narrowing?.operator || key !== narrowing.key) return false;
      return values.length > 0 && values.every((value) => narrowing.form.test(String(value)));
    });
  // Compared as a whole: in each of these operators `*` and `?` stand for any text.
  const isSpared = (value: Json) => spared.includes(deployment.target(value, stack) ?? String(value));
  return harmless && roles.length > 0 && roles.every(({ values }) => values.length > 0 && values.every(isSpared));
}

/** Whether a pattern of a policy names an action. */
function names(pattern: Json, action: string): boolean {
  const source = String(pattern).replaceAll(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${source.replaceAll("*", ".*").replaceAll("?", ".")}$`, "i").test(action);
}
