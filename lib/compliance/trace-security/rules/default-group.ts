import type { Deployment, Json, Resource } from "../deployment";
import type { TraceRule } from "../rule";
import { taskNetworks } from "../task-networks";

/** Where each kind of resource with an address says which security groups it is in; tasks are looked at by what starts them. */
const groups: Readonly<Record<string, (properties: Json) => readonly Json[] | undefined>> = {
  "AWS::ElasticLoadBalancingV2::LoadBalancer": ({ SecurityGroups }) => SecurityGroups,
  "AWS::EFS::MountTarget": ({ SecurityGroups }) => SecurityGroups,
  "AWS::EC2::VPCEndpoint": ({ VpcEndpointType, SecurityGroupIds }) =>
    VpcEndpointType === "Interface" ? SecurityGroupIds : ["gateway endpoints have none"],
  "AWS::EC2::ClientVpnEndpoint": ({ SecurityGroupIds }) => SecurityGroupIds,
  "AWS::OpenSearchService::Domain": ({ VPCOptions }) => VPCOptions?.SecurityGroupIds,
  "AWS::RDS::DBInstance": ({ VPCSecurityGroups }) => VPCSecurityGroups,
};

export const defaultGroup: TraceRule = {
  id: "DefaultGroup",
  statement: "Everything with an address in the network names its security groups.",
  why: "What names none is put into the network's default group, whose members all reach each other.",
  breaches: (deployment) =>
    inDefaultGroup(deployment).map((resource) => ({ resource, what: `this ${resource.type} names no security group` })),
};

function inDefaultGroup(deployment: Deployment): readonly Resource[] {
  const tasks = taskNetworks(deployment).filter(({ settings }) => !names(settings?.SecurityGroups));
  const others = deployment.resources.filter(
    ({ type, properties }) => groups[type] && !names(groups[type](properties)),
  );
  return [...tasks.map(({ resource }) => resource), ...others];
}

/** A list, and not an expression that makes one when it is run. */
function names(list: Json): boolean {
  return Array.isArray(list) && list.length > 0;
}
