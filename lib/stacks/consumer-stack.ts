import { Aws, BootstraplessSynthesizer, CfnOutput, CfnParameter, Fn, Stack } from "aws-cdk-lib";
import { CfnSecurityGroup, CfnVPCEndpoint } from "aws-cdk-lib/aws-ec2";
import { CfnHostedZone, CfnRecordSet } from "aws-cdk-lib/aws-route53";
import type { Construct } from "constructs";
import { awsPorts, ingestHost } from "../aws-site";
import { nothingOut } from "../constructs/nothing-out";

export interface ConsumerStackProps {
  readonly kitName: string;
  readonly environment: string;
  /** Where the service is: an endpoint for it is made in the same region. */
  readonly region: string;
}

/**
 * What an account of MCP servers needs to send spans to one environment: an endpoint in its own network, and the environment's name for
 * it, since a private name cannot be verified with AWS and so does not come with the endpoint. Whoever owns that account deploys it.
 */
export class ConsumerStack extends Stack {
  constructor(scope: Construct, id: string, { kitName, environment, region }: ConsumerStackProps) {
    super(scope, id, {
      description: `Lets MCP servers of this network send spans to ${environment} of ${kitName}, in ${region}`,
      synthesizer: new BootstraplessSynthesizer(),
    });
    const asked = (name: string, type: string, description: string) =>
      new CfnParameter(this, name, { type, description });
    const service = asked("ServiceName", "String", `Output ServiceName of the stack ${kitName}-cell-${environment}`);
    const vpc = asked("VpcId", "AWS::EC2::VPC::Id", "Network of the servers");
    const subnets = asked("SubnetIds", "List<AWS::EC2::Subnet::Id>", "One subnet in each zone that servers are in");
    const servers = asked("ServersGroupId", "AWS::EC2::SecurityGroup::Id", "Security group that the servers are in");

    const group = new CfnSecurityGroup(this, "EndpointGroup", {
      groupDescription: `Endpoint of ${kitName} ${environment}`,
      vpcId: vpc.valueAsString,
      securityGroupIngress: [
        {
          ...{ ipProtocol: "tcp", fromPort: awsPorts.ingest, toPort: awsPorts.ingest },
          sourceSecurityGroupId: servers.valueAsString,
          description: "spans",
        },
      ],
      securityGroupEgress: [nothingOut],
    });
    const endpoint = new CfnVPCEndpoint(this, "Endpoint", {
      vpcEndpointType: "Interface",
      serviceName: service.valueAsString,
      vpcId: vpc.valueAsString,
      subnetIds: subnets.valueAsList,
      securityGroupIds: [group.attrGroupId],
      privateDnsEnabled: false,
    });
    const zone = new CfnHostedZone(this, "Zone", {
      name: ingestHost(kitName, environment),
      vpcs: [{ vpcId: vpc.valueAsString, vpcRegion: Aws.REGION }],
    });
    // Each entry reads `<zone id>:<name>`; the first is the one for every zone.
    const [zoneId, name] = [0, 1].map((part) => Fn.select(part, Fn.split(":", Fn.select(0, endpoint.attrDnsEntries))));
    new CfnRecordSet(this, "Record", {
      hostedZoneId: zone.attrId,
      name: ingestHost(kitName, environment),
      type: "A",
      aliasTarget: { hostedZoneId: zoneId ?? "", dnsName: name ?? "" },
    });
    new CfnOutput(this, "EndpointId", {
      description: "What whoever runs the kit has to accept before anything can be sent",
      value: endpoint.ref,
    });
    new CfnOutput(this, "SendTo", {
      description: "Where servers send spans",
      value: `https://${ingestHost(kitName, environment)}:${awsPorts.ingest}`,
    });
  }
}
