import type { Json } from "../deployment";
import type { TraceRule } from "../rule";

/** Where each kind of resource with an address says which security groups it is in. */
const groups: Readonly<Record<string, (properties: Json) => readonly Json[] | undefined>> = {
  "AWS::ECS::Service": ({ NetworkConfiguration }) => NetworkConfiguration?.AwsvpcConfiguration?.SecurityGroups,
  "AWS::ElasticLoadBalancingV2::LoadBalancer": ({ SecurityGroups }) => SecurityGroups,
  "AWS::EFS::MountTarget": ({ SecurityGroups }) => SecurityGroups,
  "AWS::EC2::VPCEndpoint": ({ VpcEndpointType, SecurityGroupIds }) =>
    VpcEndpointType === "Interface" ? SecurityGroupIds : ["gateway endpoints have none"],
  "AWS::OpenSearchService::Domain": ({ VPCOptions }) => VPCOptions?.SecurityGroupIds,
  "AWS::RDS::DBInstance": ({ VPCSecurityGroups }) => VPCSecurityGroups,
};

export const defaultGroup: TraceRule = {
  id: "DefaultGroup",
  statement: "Everything with an address in the network names its security groups.",
  why: "What names none is put into the network's default group, whose members all reach each other.",
  breaches: ({ resources }) =>
    resources
      .filter(({ type, properties }) => groups[type] && !groups[type](properties)?.length)
      .map((resource) => ({ resource, what: `this ${resource.type} names no security group` })),
};
