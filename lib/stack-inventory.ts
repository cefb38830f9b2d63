import { App, CfnResource, Stack } from "aws-cdk-lib";
import { buildApp } from "./app";
import { featureFlags } from "./compliance/feature-flags";
import type { StackInventory } from "./docs/stacks-page";
import type { Inputs } from "./inputs";

/** A resource as it would stand in its template. */
interface Made {
  readonly id: string;
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: templates are open-ended JSON
  readonly properties: any;
}

/** What the stacks would create, read from the constructs before they are checked. Images are staged in `outdir`. */
export function stackInventory(inputs: Inputs, outdir: string): StackInventory {
  const app = buildApp(new App({ outdir, context: featureFlags }), inputs);
  const stacks = app.node.findAll().filter(Stack.isStack);
  const made = stacks.map((stack) => ({ name: stack.node.id, resources: resourcesOf(stack) }));
  const network = made.find(({ name }) => name === "network")?.resources ?? [];
  const groups = new Map(
    network
      .filter(({ type }) => type === "AWS::EC2::SecurityGroup")
      .map(({ id, properties }) => [id, String(properties.GroupDescription)]),
  );
  const nameOf = (reference: { readonly "Fn::GetAtt"?: readonly string[] } | undefined) =>
    groups.get(reference?.["Fn::GetAtt"]?.[0] ?? "") ?? "";
  const ofType = (type: string) =>
    network.filter((resource) => resource.type === type).map(({ properties }) => properties);
  const [known] = ofType("AWS::Route53Resolver::FirewallDomainList");
  return {
    stacks: made.map(({ name, resources }) => ({ name, resources: counted(resources) })),
    pairs: ofType("AWS::EC2::SecurityGroupIngress").map((rule) => ({
      from: rule.CidrIp ?? nameOf(rule.SourceSecurityGroupId),
      to: nameOf(rule.GroupId),
      port: rule.FromPort,
      why: rule.Description,
    })),
    outward: ofType("AWS::EC2::SecurityGroupEgress")
      .filter(({ DestinationSecurityGroupId }) => DestinationSecurityGroupId === undefined)
      .map((rule) => ({
        from: nameOf(rule.GroupId),
        to: rule.CidrIp ?? "S3",
        port: rule.FromPort,
        why: rule.Description,
      })),
    names: known?.Domains ?? [],
  };
}

function resourcesOf(stack: Stack): readonly Made[] {
  return stack.node
    .findAll()
    .filter(CfnResource.isCfnResource)
    .map((resource) => {
      const id = String(stack.resolve(resource.logicalId));
      const template = stack.resolve(resource._toCloudFormation());
      return { id, type: resource.cfnResourceType, properties: template.Resources[id]?.Properties ?? {} };
    });
}

function counted(resources: readonly Made[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const type of resources.map((resource) => resource.type).sort()) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}
