import type { ISecurityGroup, IVpc } from "aws-cdk-lib/aws-ec2";
import {
  type ApplicationListener,
  NetworkTargetGroup,
  Protocol,
  TargetType,
} from "aws-cdk-lib/aws-elasticloadbalancingv2";
import { AlbListenerTarget } from "aws-cdk-lib/aws-elasticloadbalancingv2-targets";
import type { Construct } from "constructs";
import { PassThrough } from "./pass-through";

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
export class PeoplesEndpoint extends PassThrough {
  constructor(scope: Construct, id: string, { vpc, group, listener, allowedPrincipals }: PeoplesEndpointProps) {
    super(scope, id, {
      vpc,
      group,
      deletionProtection: true,
      allowedPrincipals,
      consumers: "people's networks",
      logged: "The application load balancer behind it logs every connection and request.",
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
    this.pass("Https", 443, targets, {
      reason:
        "A certificate here would end TLS once more on the way; the load balancer behind it shows the one for the name.",
      compensating: "Nothing but TLS 1.3 with the certificate of people.certificateArn is spoken behind it.",
    });
  }
}
