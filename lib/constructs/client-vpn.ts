import { CfnOutput } from "aws-cdk-lib";
import {
  ClientVpnEndpoint,
  ClientVpnSessionTimeout,
  ClientVpnUserBasedAuthentication,
  type ISecurityGroup,
  type IVpc,
  SecurityGroup,
  SubnetType,
  VpnPort,
} from "aws-cdk-lib/aws-ec2";
import { SamlProvider } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import type { KitSettings } from "../settings/kit";
import type { KitKey } from "./kit-key";
import { KitLogs } from "./kit-logs";

export interface ClientVpnProps {
  readonly settings: NonNullable<KitSettings["people"]["clientVpn"]>;
  readonly vpc: IVpc;
  readonly group: ISecurityGroup;
  readonly key: KitKey;
}

const sessions = {
  8: ClientVpnSessionTimeout.EIGHT_HOURS,
  10: ClientVpnSessionTimeout.TEN_HOURS,
  12: ClientVpnSessionTimeout.TWELVE_HOURS,
  24: ClientVpnSessionTimeout.TWENTY_FOUR_HOURS,
} as const satisfies Record<number, ClientVpnSessionTimeout>;

/** A VPN that leads to the subnets of Grafana's load balancer; its security group lets clients call the load balancer and nothing else there. */
export class ClientVpn extends Construct {
  constructor(scope: Construct, id: string, { settings, vpc, group, key }: ClientVpnProps) {
    super(scope, id);
    const { serverCertificateArn, clientRange, samlProviderArn, clientAuthorityArn, sessionHours } = settings;
    const vpcSubnets = { subnetType: SubnetType.PRIVATE_ISOLATED };
    const endpoint = new ClientVpnEndpoint(this, "Endpoint", {
      vpc,
      vpcSubnets,
      cidr: clientRange,
      serverCertificateArn,
      ...(samlProviderArn !== undefined && {
        userBasedAuthentication: ClientVpnUserBasedAuthentication.federated(
          SamlProvider.fromSamlProviderArn(this, "SamlProvider", samlProviderArn),
        ),
      }),
      ...(clientAuthorityArn !== undefined && { clientCertificateArn: clientAuthorityArn }),
      securityGroups: [SecurityGroup.fromSecurityGroupId(this, "Group", group.securityGroupId, { mutable: false })],
      // Only what goes to Grafana goes through it.
      splitTunnel: true,
      authorizeAllUsersToVpcCidr: false,
      selfServicePortal: false,
      port: VpnPort.HTTPS,
      sessionTimeout: sessions[sessionHours as keyof typeof sessions],
      disconnectOnSessionTimeout: true,
      logging: true,
      logGroup: new KitLogs(this, "Logs", key),
    });
    for (const [index, { ipv4CidrBlock }] of vpc.selectSubnets(vpcSubnets).subnets.entries()) {
      endpoint.addAuthorizationRule(`Balancer-${index + 1}`, { cidr: ipv4CidrBlock, description: "Grafana" });
    }
    new CfnOutput(this, "EndpointId", {
      description: "Export its client configuration with `aws ec2 export-client-vpn-client-configuration`",
      value: endpoint.endpointId,
    });
  }
}
