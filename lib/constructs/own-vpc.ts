import { FlowLogDestination, FlowLogTrafficType, IpAddresses, type IVpc, SubnetType, Vpc } from "aws-cdk-lib/aws-ec2";
import type { Construct } from "constructs";
import { acknowledge } from "../compliance/acknowledge";
import { concerns } from "../compliance/concerns";
import type { KitLogs } from "./kit-logs";

/** Addresses of the network. Servers come in through PrivateLink, so it may overlap with theirs. */
const addresses = "10.73.0.0/20";

/** A network of the kit's own: no NAT, and no internet gateway unless egress gateways need one. Everything it carries is logged. */
export class OwnVpc extends Vpc {
  constructor(scope: Construct, id: string, { egress, logs }: { readonly egress: boolean; readonly logs: KitLogs }) {
    super(scope, id, {
      ipAddresses: IpAddresses.cidr(addresses),
      natGateways: 0,
      createInternetGateway: egress,
      subnetConfiguration: [
        { name: "Isolated", subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 24 },
        // Behind the others, so that theirs keep their addresses.
        ...(egress
          ? [{ name: "Egress", subnetType: SubnetType.PUBLIC, cidrMask: 24, mapPublicIpOnLaunch: false }]
          : []),
      ],
      // Nothing is ever put into the default group, and emptying it would take a Lambda function with rights on EC2.
      restrictDefaultSecurityGroup: false,
    });
    acknowledge(this, {
      rules: concerns.openDefaultGroup,
      reason:
        "CloudFormation cannot empty the default group, and the library's way to do so is a Lambda function with rights on EC2. The group lets only its own members talk to each other, and has none.",
      compensating:
        "Everything with an address names groups of its own, which are closed pair by pair; TraceSecurity-DefaultGroup finds what does not.",
    });
    this.addFlowLog("FlowLog", {
      destination: FlowLogDestination.toCloudWatchLogs(logs),
      trafficType: FlowLogTrafficType.ALL,
    });
    // The route of the public subnets, where `network.egress` asks for it.
    for (const subnet of this.publicSubnets) {
      acknowledge(subnet, {
        rules: concerns.internetRoute,
        reason: "The configuration asks for a way out (`network.egress`), for the egress gateways and nothing else.",
        compensating:
          "Only egress gateways stand in these subnets, and they open tunnels to hosts that the configuration names; TraceSecurity-InternetRoute finds anything else that could use the route.",
      });
    }
  }
}

/** Who records connections in a network, as a sentence for acknowledgements: only in its own does the kit make flow logs. */
export function connectionsRecorded(vpc: IVpc): string {
  return vpc instanceof OwnVpc
    ? "Flow logs of the network record every connection."
    : "The network is brought: connections are recorded where its owner keeps flow logs, and the kit makes none in it.";
}
