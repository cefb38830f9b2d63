import type { Json, Resource } from "../deployment";
import type { Breach, TraceRule } from "../rule";

/** Conditions that bind a call to an account or an organization. */
const binding = ["aws:PrincipalAccount", "aws:ResourceAccount", "aws:PrincipalOrgID", "aws:ResourceOrgID"];

export const openEndpoint: TraceRule = {
  id: "OpenEndpoint",
  statement:
    "Every endpoint of an AWS service has a policy that names its actions and binds them to the account, or to one named resource.",
  why: "An endpoint is a way out: with credentials of another account spans could be carried into a bucket there.",
  breaches: (deployment) => deployment.ofType("AWS::EC2::VPCEndpoint").flatMap(open),
};

function open(resource: Resource): readonly Breach[] {
  const statements: readonly Json[] = [resource.properties.PolicyDocument?.Statement ?? []].flat();
  if (statements.length === 0) return [{ resource, what: "this endpoint has no policy, so everything is allowed" }];
  return statements
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Action, Condition, Resource }) => {
      const bound = Object.values<Json>(Condition ?? {}).some((keys) => binding.some((key) => keys[key] !== undefined));
      const named = ![Resource ?? "*"].flat().includes("*");
      const wild = [Action ?? "*"].flat().some((action: string) => action === "*" || /^[a-z0-9-]+:\*$/.test(action));
      return [
        ...(wild ? [{ resource, what: "a statement of this endpoint's policy allows every action" }] : []),
        ...(bound || named ? [] : [{ resource, what: "a statement of this endpoint's policy is bound to no account" }]),
      ];
    });
}
