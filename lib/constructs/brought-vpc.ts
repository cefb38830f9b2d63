import { type IVpc, Vpc } from "aws-cdk-lib/aws-ec2";
import type { Construct } from "constructs";
import type { BroughtVpc } from "../settings/vpc";

/** A network that is there already, by its attributes. */
export function broughtVpc(scope: Construct, vpc: BroughtVpc): IVpc {
  const isolated = vpc.isolatedSubnets;
  const outward = vpc.publicSubnets;
  return Vpc.fromVpcAttributes(scope, "BroughtVpc", {
    vpcId: vpc.id,
    vpcCidrBlock: vpc.range,
    availabilityZones: isolated.map(({ zone }) => zone),
    isolatedSubnetIds: isolated.map(({ id }) => id),
    isolatedSubnetRouteTableIds: isolated.map(({ routeTable }) => routeTable),
    isolatedSubnetIpv4CidrBlocks: isolated.map(({ range }) => range),
    ...(outward.length > 0 && {
      publicSubnetIds: outward.map(({ id }) => id),
      publicSubnetRouteTableIds: outward.map(({ routeTable }) => routeTable),
      publicSubnetIpv4CidrBlocks: outward.map(({ range }) => range),
    }),
  });
}
