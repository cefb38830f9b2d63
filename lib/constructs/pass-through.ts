import { CfnOutput } from "aws-cdk-lib";
import { type ISecurityGroup, type IVpc, SecurityGroup, SubnetType, VpcEndpointService } from "aws-cdk-lib/aws-ec2";
import { NetworkLoadBalancer, type NetworkTargetGroup, Protocol } from "aws-cdk-lib/aws-elasticloadbalancingv2";
import { ArnPrincipal } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { acknowledge } from "../compliance/acknowledge";
import { concerns } from "../compliance/concerns";
import { connectionsRecorded } from "./own-vpc";

export interface PassThroughProps {
  readonly vpc: IVpc;
  readonly group: ISecurityGroup;
  readonly deletionProtection: boolean;
  /** ARNs of who may ask for an endpoint. */
  readonly allowedPrincipals: readonly string[];
  /** Whose networks make an endpoint for it. */
  readonly consumers: string;
  /** What is logged behind it, as a sentence: a balancer that ends no TLS logs nothing. */
  readonly logged: string;
}

/** Why TLS ends behind the balancer and not in it, and what makes that safe. */
export interface NoCertificate {
  readonly reason: string;
  readonly compensating: string;
}

/**
 * A private load balancer that passes TLS through untouched, and a PrivateLink service in front of it, so that no other network
 * is ever joined to this one.
 */
export abstract class PassThrough extends Construct {
  readonly balancer: NetworkLoadBalancer;

  constructor(scope: Construct, id: string, props: PassThroughProps) {
    super(scope, id);
    const { vpc, group, deletionProtection } = props;
    this.balancer = new NetworkLoadBalancer(this, "Balancer", {
      vpc,
      internetFacing: false,
      vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
      securityGroups: [SecurityGroup.fromSecurityGroupId(this, "Group", group.securityGroupId, { mutable: false })],
      // PrivateLink shows the consumer's addresses, which cannot be known here. Principals, acceptance and what stands behind decide.
      enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: false,
      crossZoneEnabled: true,
      deletionProtection,
    });
    acknowledge(this.balancer, {
      rules: concerns.noBalancerLog,
      reason: "A network load balancer writes access logs for TLS listeners only, and this one passes TLS through.",
      compensating: `${props.logged} ${connectionsRecorded(vpc)}`,
    });
    // Whoever is allowed may ask; the deployer accepts each connection.
    const service = new VpcEndpointService(this, "PrivateLink", {
      vpcEndpointServiceLoadBalancers: [this.balancer],
      acceptanceRequired: true,
      allowedPrincipals: props.allowedPrincipals.map((arn) => new ArnPrincipal(arn)),
    });
    new CfnOutput(this, "ServiceName", {
      description: `Name that ${props.consumers} make an endpoint for`,
      value: service.vpcEndpointServiceName,
    });
  }

  /** Passes what arrives at a port on. */
  protected pass(id: string, port: number, targets: NetworkTargetGroup, noCertificate: NoCertificate): void {
    const listener = this.balancer.addListener(id, { port, protocol: Protocol.TCP, defaultTargetGroups: [targets] });
    acknowledge(listener, { rules: concerns.noBalancerCertificate, ...noCertificate });
  }
}
