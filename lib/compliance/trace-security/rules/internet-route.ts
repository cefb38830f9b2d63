import type { Deployment, Resource } from "../deployment";
import { isEgressTask } from "../egress-task";
import type { Breach, Declared, TraceRule } from "../rule";

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
    ...publicTasks(deployment, declared),
  ],
};

function byKind(resource: Resource, { internet }: Declared): readonly Breach[] {
  const { type, properties } = resource;
  const kind = never[type];
  if (kind !== undefined) return [{ resource, what: `this ${kind}` }];
  const everywhere = [properties.DestinationCidrBlock, properties.DestinationIpv6CidrBlock].some(
    (range) => range === "0.0.0.0/0" || range === "::/0",
  );
  if (type === "AWS::EC2::Route" && everywhere && !(internet && properties.GatewayId !== undefined)) {
    return [{ resource, what: "this route leads everywhere" }];
  }
  return type === "AWS::EC2::InternetGateway" && !internet ? [{ resource, what: "this is an internet gateway" }] : [];
}

function publicTasks(deployment: Deployment, { internet }: Declared): readonly Breach[] {
  return deployment
    .ofType("AWS::ECS::Service")
    .filter(({ properties }) => properties.NetworkConfiguration?.AwsvpcConfiguration?.AssignPublicIp === "ENABLED")
    .filter(
      (service) =>
        !(internet && isEgressTask(deployment, deployment.target(service.properties.TaskDefinition, service.stack))),
    )
    .map((resource) => ({ resource, what: "tasks of this service get a public address" }));
}
