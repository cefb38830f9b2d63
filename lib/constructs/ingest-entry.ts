import { Duration } from "aws-cdk-lib";
import type { ISecurityGroup, IVpc } from "aws-cdk-lib/aws-ec2";
import type { FargateService } from "aws-cdk-lib/aws-ecs";
import { NetworkTargetGroup, Protocol, TargetType } from "aws-cdk-lib/aws-elasticloadbalancingv2";
import { DnsRecordType, type PrivateDnsNamespace } from "aws-cdk-lib/aws-servicediscovery";
import type { Construct } from "constructs";
import { awsPorts, ingestName } from "../aws-site";
import { acknowledge } from "../compliance/acknowledge";
import { concerns } from "../compliance/concerns";
import { readyPath } from "../gateway/ops";
import { PassThrough } from "./pass-through";

export interface IngestEntryProps {
  readonly vpc: IVpc;
  readonly group: ISecurityGroup;
  readonly service: FargateService;
  readonly production: boolean;
  /** ARNs of who may ask for an endpoint. */
  readonly allowedPrincipals: readonly string[];
  /** Domain in which the load balancer has its name. */
  readonly namespace: PrivateDnsNamespace;
}

/**
 * Where servers send spans: a private load balancer that passes TLS through untouched, so that the gateway sees the client's
 * certificate, and a PrivateLink service in front of it, so that a server's network is never joined to this one.
 */
export class IngestEntry extends PassThrough {
  constructor(
    scope: Construct,
    id: string,
    { vpc, group, service, production, allowedPrincipals, namespace }: IngestEntryProps,
  ) {
    super(scope, id, {
      vpc,
      group,
      deletionProtection: production,
      allowedPrincipals,
      consumers: "servers' networks",
      logged: "The gateway behind it logs every request with the verified identity.",
    });
    const targets = new NetworkTargetGroup(this, "Gateways", {
      vpc,
      port: awsPorts.ingest,
      protocol: Protocol.TCP,
      targetType: TargetType.IP,
      preserveClientIp: false,
      // ECS waits this long before it stops a task, and the gateway itself does not drain.
      deregistrationDelay: Duration.seconds(60),
      healthCheck: {
        protocol: Protocol.HTTP,
        port: String(awsPorts["ingest-ops"]),
        path: readyPath,
        interval: Duration.seconds(10),
        healthyThresholdCount: 2,
        unhealthyThresholdCount: 2,
      },
    });
    targets.addTarget(service.loadBalancerTarget({ containerName: "envoy", containerPort: awsPorts.ingest }));
    this.pass("Otlp", awsPorts.ingest, targets, {
      reason:
        "A certificate here would end TLS at the balancer, and the gateway would no longer see the client's certificate, which alone says whose spans these are.",
      compensating:
        "The gateway demands TLS 1.3 and a client certificate of the environment's own authority; TraceSecurity-UnauthenticatedOtlp reads its configuration out of the image.",
    });
    if (!production) {
      acknowledge(this.balancer, {
        rules: concerns.noDeletionProtection,
        reason:
          "The environment is not production: it is made to be taken down and set up again without a second hand.",
        compensating: "It holds nothing: servers keep their spans and send again. Production's balancer is protected.",
      });
    }
    namespace
      .createService("IngestName", {
        name: ingestName,
        dnsRecordType: DnsRecordType.A,
        dnsTtl: Duration.seconds(60),
        loadBalancer: true,
      })
      .registerLoadBalancer("Balancer", this.balancer);
  }
}
