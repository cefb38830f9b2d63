import { Stack } from "aws-cdk-lib";
import { GatewayVpcEndpointAwsService, type IVpc, SubnetType } from "aws-cdk-lib/aws-ec2";
import { AnyPrincipal, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import type { AwsService, EndpointGroups } from "./aws-services";

export interface EndpointsProps {
  readonly vpc: IVpc;
  /** Who may reach what. */
  readonly groups: EndpointGroups;
  readonly services: readonly AwsService[];
}

/** The ways out of the network: AWS services by private address, for callers and resources of this account alone. */
export class Endpoints extends Construct {
  constructor(scope: Construct, id: string, { vpc, groups, services }: EndpointsProps) {
    super(scope, id);
    const { account, region, partition } = Stack.of(this);
    const ours = { "aws:PrincipalAccount": account, "aws:ResourceAccount": account };

    for (const { id: name, service, need, actions, withoutResource } of services) {
      const endpoint = vpc.addInterfaceEndpoint(name, {
        service,
        subnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
        securityGroups: [groups[need] ?? groups.start],
        // Who may reach the endpoint is said by security group, not by address.
        open: false,
      });
      endpoint.addToPolicy(allow("OurResources", actions, { StringEquals: ours }));
      if (withoutResource) {
        endpoint.addToPolicy(
          allow("OurCallers", withoutResource, { StringEquals: { "aws:PrincipalAccount": account } }),
        );
      }
    }

    const s3 = vpc.addGatewayEndpoint("S3", {
      service: GatewayVpcEndpointAwsService.S3,
      subnets: [{ subnetType: SubnetType.PRIVATE_ISOLATED }, ...(vpc.publicSubnets.length > 0 ? [publicSubnets] : [])],
    });
    s3.addToPolicy(allow("TraceBuckets", objectCalls, { StringEquals: ours }));
    s3.addToPolicy(
      new PolicyStatement({
        sid: "ImageLayers",
        // ECR hands out layers from a bucket of its own, by signed address: no condition on our account can match.
        principals: [new AnyPrincipal()],
        actions: ["s3:GetObject"],
        resources: [`arn:${partition}:s3:::prod-${region}-starport-layer-bucket/*`],
      }),
    );
  }
}

/** Egress gateways fetch their image as well. */
const publicSubnets = { subnetType: SubnetType.PUBLIC };

const objectCalls = [
  "s3:GetObject",
  "s3:GetObjectTagging",
  "s3:PutObject",
  "s3:PutObjectTagging",
  "s3:DeleteObject",
  "s3:ListBucket",
  "s3:AbortMultipartUpload",
  "s3:ListMultipartUploadParts",
];

function allow(sid: string, actions: readonly string[], conditions: Record<string, object>): PolicyStatement {
  return new PolicyStatement({
    sid,
    principals: [new AnyPrincipal()],
    actions: [...actions],
    resources: ["*"],
    conditions,
  });
}
