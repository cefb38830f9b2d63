import { CfnOutput } from "aws-cdk-lib";
import { type ISecurityGroup, type IVpc, SecurityGroup, SubnetType, VpcEndpointService } from "aws-cdk-lib/aws-ec2";
import {
  type ApplicationListener,
  NetworkLoadBalancer,
  NetworkTargetGroup,
  Protocol,
  TargetType,
} from "aws-cdk-lib/aws-elasticloadbalancingv2";
import { AlbListenerTarget } from "aws-cdk-lib/aws-elasticloadbalancingv2-targets";
import { ArnPrincipal } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { acknowledge } from "../compliance/acknowledge";
import { concerns } from "../compliance/concerns";

export interface PeoplesEndpointProps {
  readonly vpc: IVpc;
  readonly group: ISecurityGroup;
  readonly listener: ApplicationListener;
  readonly allowedPrincipals: readonly string[];
}

/**
 * PrivateLink to Grafana's load balancer, for networks of other accounts. An endpoint service stands in front of network load
 * balancers only, so one passes TLS through.
 */
export class PeoplesEndpoint extends Construct {
  constructor(scope: Construct, id: string, { vpc, group, listener, allowedPrincipals }: PeoplesEndpointProps) {
    super(scope, id);
    const balancer = new NetworkLoadBalancer(this, "Balancer", {
      vpc,
      internetFacing: false,
      vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
      securityGroups: [SecurityGroup.fromSecurityGroupId(this, "Group", group.securityGroupId, { mutable: false })],
      // PrivateLink shows the consumer's addresses, which cannot be known here. Principals and acceptance decide.
      enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: false,
      crossZoneEnabled: true,
      deletionProtection: true,
    });
    acknowledge(balancer, {
      rules: concerns.noBalancerLog,
      reason: "A network load balancer writes access logs for TLS listeners only, and this one passes TLS through.",
      compensating:
        "The application load balancer behind it logs every connection and request; flow logs record the rest.",
    });
    const targets = new NetworkTargetGroup(this, "Front", {
      vpc,
      port: 443,
      protocol: Protocol.TCP,
      targetType: TargetType.ALB,
      targets: [new AlbListenerTarget(listener)],
      // Asked by no name that it knows: it answers, which is what counts.
      healthCheck: { protocol: Protocol.HTTPS, path: "/", healthyHttpCodes: "404" },
    });
    const passing = balancer.addListener("Https", {
      port: 443,
      protocol: Protocol.TCP,
      defaultTargetGroups: [targets],
    });
    acknowledge(passing, {
      rules: concerns.noBalancerCertificate,
      reason:
        "A certificate here would end TLS once more on the way; the load balancer behind it shows the one for the name.",
      compensating: "Nothing but TLS 1.3 with the certificate of people.certificateArn is spoken behind it.",
    });
    const service = new VpcEndpointService(this, "PrivateLink", {
      vpcEndpointServiceLoadBalancers: [balancer],
      acceptanceRequired: true,
      allowedPrincipals: allowedPrincipals.map((arn) => new ArnPrincipal(arn)),
    });
    new CfnOutput(this, "ServiceName", {
      description: "Name that people's networks make an endpoint for",
      value: service.vpcEndpointServiceName,
    });
  }
}
