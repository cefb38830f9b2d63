import { isPrivate } from "../address-range";
import type { Deployment, Resource } from "../deployment";
import { isEgressTask } from "../egress-task";
import type { Breach, Declared, TraceRule } from "../rule";
import { taskNetworks } from "../task-networks";

/** What leads to or from the internet, and is never asked for. */
const never: Readonly<Record<string, string>> = {
  "AWS::EC2::NatGateway": "is a NAT gateway",
  "AWS::EC2::EIP": "is a public address",
  "AWS::EC2::EgressOnlyInternetGateway": "is a way out for IPv6",
  "AWS::EC2::CarrierGateway": "is a way to a carrier's network",
};

export const internetRoute: TraceRule = {
  id: "InternetRoute",
  statement:
    "No route to the internet and no public address, but for egress gateways where `network.egress` declares them.",
  why: "What has a way out can carry spans out, past the scrubber.",
  breaches: (deployment, declared) => [
    ...deployment.resources.flatMap((resource) => byKind(resource, declared)),
    ...deployment
      .ofType("AWS::EC2::Subnet")
      .flatMap((resource) =>
        resource.properties.MapPublicIpOnLaunch === true
          ? [{ resource, what: "everything in this subnet gets a public address" }]
          : [],
      ),
    ...deployment
      .ofType("AWS::ElasticLoadBalancingV2::LoadBalancer")
      .flatMap((resource) =>
        resource.properties.Scheme === "internal" ? [] : [{ resource, what: "this load balancer faces the internet" }],
      ),
    ...deployment
      .ofType("AWS::RDS::DBInstance")
      .flatMap((resource) =>
        resource.properties.PubliclyAccessible === false
          ? []
          : [{ resource, what: "this database may get a public address" }],
      ),
    ...publicTasks(deployment, declared),
  ],
};

function byKind(resource: Resource, { internet }: Declared): readonly Breach[] {
  const { type, properties } = resource;
  const kind = never[type];
  if (kind !== undefined) return [{ resource, what: `this ${kind}` }];
  const outward = [properties.DestinationCidrBlock, properties.DestinationIpv6CidrBlock].some(
    (range) => range !== undefined && !isPrivate(String(range)),
  );
  if (type === "AWS::EC2::Route" && outward && !(internet && properties.GatewayId !== undefined)) {
    return [{ resource, what: "this route leads out of private networks" }];
  }
  return type === "AWS::EC2::InternetGateway" && !internet ? [{ resource, what: "this is an internet gateway" }] : [];
}

/** Whatever starts them. Services of egress gateways alone may stand outside. */
function publicTasks(deployment: Deployment, { internet }: Declared): readonly Breach[] {
  return taskNetworks(deployment).flatMap(({ resource, settings, task }) => {
    if (settings === undefined) return [{ resource, what: "it starts tasks and does not say here in which network" }];
    if (isPrivateTask(settings)) return [];
    const asked = internet && resource.type === "AWS::ECS::Service" && isEgressTask(deployment, task);
    return asked ? [] : [{ resource, what: "tasks it starts get a public address" }];
  });
}

/** An expression that decides only when it is run is no promise. */
function isPrivateTask(settings: object): boolean {
  return Object.entries(settings)
    .filter(([key]) => key.startsWith("AssignPublicIp"))
    .every(([, value]) => value === "DISABLED");
}
