import type { Deployment, Json, Resource } from "./deployment";

/** One rule of a security group, wherever it is written. */
export interface GroupRule {
  /** Where it is written: the rule itself, or the group it stands in. */
  readonly resource: Resource;
  readonly direction: "in" | "out";
  /** The group it belongs to; nothing where it is not of this deployment. */
  readonly group: Resource | undefined;
  /** First and last port; all of them where the rule names none. */
  readonly ports: readonly [number, number];
  /** Addresses it names. */
  readonly addresses?: string;
  /** Id of the list of addresses it names. */
  readonly list?: string;
}

/** What the library and the kit write to say that nothing is let out: nobody else has such an address. */
const nobody = "127.0.0.1/32";

/** Every rule of every security group that lets something through. */
export function groupRules(deployment: Deployment): readonly GroupRule[] {
  const written = deployment
    .ofType("AWS::EC2::SecurityGroup")
    .flatMap((group) => [
      ...(group.properties.SecurityGroupIngress ?? []).map((rule: Json) => ruleOf(rule, "in", group, group)),
      ...(group.properties.SecurityGroupEgress ?? []).map((rule: Json) => ruleOf(rule, "out", group, group)),
    ]);
  const apart = deployment
    .ofType("AWS::EC2::SecurityGroupIngress", "AWS::EC2::SecurityGroupEgress")
    .map((resource) =>
      ruleOf(
        resource.properties,
        resource.type.endsWith("Ingress") ? "in" : "out",
        resource,
        deployment.target(resource.properties.GroupId, resource.stack),
      ),
    );
  return [...written, ...apart].filter(({ addresses }) => addresses !== nobody);
}

/** Whether a rule lets a port through. */
export function lets({ ports: [first, last] }: GroupRule, port: number): boolean {
  return first <= port && port <= last;
}

function ruleOf(rule: Json, direction: "in" | "out", resource: Resource, group: Resource | undefined): GroupRule {
  const { CidrIp, CidrIpv6, IpProtocol, FromPort, ToPort, SourcePrefixListId, DestinationPrefixListId } = rule;
  const all = String(IpProtocol) === "-1" || FromPort === undefined || FromPort === -1;
  const addresses = CidrIp ?? CidrIpv6;
  const list = SourcePrefixListId ?? DestinationPrefixListId;
  return {
    ...{ resource, direction, group },
    ports: all ? [0, 65_535] : [Number(FromPort), Number(ToPort ?? FromPort)],
    ...(addresses !== undefined && { addresses: asText(addresses) }),
    ...(list !== undefined && { list: asText(list) }),
  };
}

/** What only a deployment works out stays as it is written. */
function asText(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
