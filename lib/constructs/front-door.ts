import { CfnOutput, Duration } from "aws-cdk-lib";
import { type IVpc, SecurityGroup, SubnetType } from "aws-cdk-lib/aws-ec2";
import {
  type ApplicationListener,
  ApplicationLoadBalancer,
  ApplicationProtocol,
  ApplicationTargetGroup,
  DesyncMitigationMode,
  ListenerAction,
  ListenerCertificate,
  ListenerCondition,
  SslPolicy,
  TargetType,
} from "aws-cdk-lib/aws-elasticloadbalancingv2";
import { Construct } from "constructs";
import { grafanaPort } from "../aws-site";
import { acknowledge } from "../compliance/acknowledge";
import { concerns } from "../compliance/concerns";
import type { KitSettings } from "../settings/kit";
import { BalancerLogs } from "./balancer-logs";
import { ClientVpn } from "./client-vpn";
import type { FrontGroups } from "./front-groups";
import type { KitKey } from "./kit-key";
import type { KitService } from "./kit-service";
import { PeoplesEndpoint } from "./peoples-endpoint";

export interface FrontDoorProps {
  readonly people: KitSettings["people"];
  readonly vpc: IVpc;
  readonly groups: FrontGroups;
  readonly service: KitService;
  readonly key: KitKey;
}

/**
 * How people get to Grafana: an internal load balancer that speaks TLS 1.3 and knows one name, and in front of it what their
 * machines come in by.
 */
export class FrontDoor extends Construct {
  constructor(scope: Construct, id: string, { people, vpc, groups, service, key }: FrontDoorProps) {
    super(scope, id);
    const { host, certificateArn, entry, clientVpn } = people;
    if (host === undefined || certificateArn === undefined)
      throw new Error("people.host or its certificate is missing");
    const balancer = new ApplicationLoadBalancer(this, "Balancer", {
      vpc,
      internetFacing: false,
      vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
      securityGroup: SecurityGroup.fromSecurityGroupId(this, "Group", groups.balancer.securityGroupId, {
        mutable: false,
      }),
      deletionProtection: true,
      dropInvalidHeaderFields: true,
      desyncMitigationMode: DesyncMitigationMode.STRICTEST,
      idleTimeout: Duration.minutes(2),
    });
    acknowledge(balancer, {
      rules: concerns.noWebFirewall,
      reason:
        "A web firewall judges strangers from the internet by patterns. This load balancer has private addresses alone, and whoever reaches it still has to sign in at the identity provider.",
      compensating:
        "Security groups name who may connect; broken headers and ambiguous requests are dropped; Grafana serves no other name, and the gateways check the person's token on every query.",
    });
    const logs = new BalancerLogs(this, "Logs");
    balancer.logAccessLogs(logs.bucket, "requests");
    balancer.logConnectionLogs(logs.bucket, "connections");
    const listener = balancer.addListener("Https", {
      port: 443,
      protocol: ApplicationProtocol.HTTPS,
      certificates: [ListenerCertificate.fromArn(certificateArn)],
      sslPolicy: SslPolicy.TLS13_13_PQ,
      // Who may reach it is said in the network stack.
      open: false,
      defaultAction: ListenerAction.fixedResponse(404, { contentType: "text/plain", messageBody: "not here" }),
    });
    this.leadTo(listener, host, vpc, service);
    new CfnOutput(this, "Name", {
      description: `Point ${host} here, with a CNAME or an alias record`,
      value: balancer.loadBalancerDnsName,
    });
    if (entry === "privateLink" && groups.entry) {
      new PeoplesEndpoint(this, "Endpoint", {
        ...{ vpc, listener },
        group: groups.entry,
        allowedPrincipals: people.allowedPrincipals,
      });
    }
    if (entry === "clientVpn" && groups.entry && clientVpn) {
      new ClientVpn(this, "Vpn", { ...{ vpc, key }, group: groups.entry, settings: clientVpn });
    }
  }

  /** Only what asks for the one name gets to Grafana, and nobody to its own figures, which it shows to everybody. */
  private leadTo(listener: ApplicationListener, host: string, vpc: IVpc, service: KitService): void {
    const targets = new ApplicationTargetGroup(this, "Grafana", {
      vpc,
      targetType: TargetType.IP,
      port: grafanaPort,
      // Grafana makes itself a certificate, and a load balancer does not ask whose it is.
      protocol: ApplicationProtocol.HTTPS,
      targets: [service.loadBalancerTarget({ containerName: "grafana", containerPort: grafanaPort })],
      deregistrationDelay: Duration.seconds(10),
      healthCheck: { path: "/api/health", interval: Duration.seconds(15), healthyThresholdCount: 2 },
    });
    const named = ListenerCondition.hostHeaders([host]);
    listener.addAction("Figures", {
      priority: 1,
      conditions: [named, ListenerCondition.pathPatterns(["/metrics", "/metrics/*", "/debug/*"])],
      action: ListenerAction.fixedResponse(404, { contentType: "text/plain", messageBody: "not here" }),
    });
    listener.addAction("People", {
      priority: 2,
      conditions: [named],
      action: ListenerAction.forward([targets]),
    });
  }
}
