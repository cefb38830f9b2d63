import { FlowLogDestination, FlowLogTrafficType, IpAddresses, SubnetType, Vpc } from "aws-cdk-lib/aws-ec2";
import type { Construct } from "constructs";
import { acknowledge } from "../compliance/acknowledge";
import { concerns } from "../compliance/concerns";
import { Endpoints } from "../constructs/endpoints";
import { KitKey } from "../constructs/kit-key";
import { KitLogs } from "../constructs/kit-logs";
import { SecurityGroups } from "../constructs/security-groups";
import { needsGrants } from "../gateway/grant-gateway";
import { anywhere, identityRanges, leadsOutward, reachedBy } from "../gateway/reach";
import { wantsGrafana } from "../grafana/wanted";
import type { Cell } from "../inputs";
import { KitStack, type KitStackProps } from "./kit-stack";

/** Addresses of the network. Servers come in through PrivateLink, so it may overlap with theirs. */
const addresses = "10.73.0.0/20";

export interface NetworkStackProps extends KitStackProps {
  readonly cells: readonly Cell[];
}

/**
 * The network everything runs in: no NAT, AWS services by private endpoint, and no internet gateway and public address but for
 * the egress gateways, where they are asked for.
 */
export class NetworkStack extends KitStack {
  readonly vpc: Vpc;
  readonly groups: SecurityGroups;

  constructor(scope: Construct, id: string, props: NetworkStackProps) {
    super(scope, id, props);
    const grafana = props.cells.some(wantsGrafana);
    const egress =
      props.cells.some((cell) => leadsOutward(reachedBy(cell))) ||
      (grafana && identityRanges(props.kit).includes(anywhere));
    this.vpc = new Vpc(this, "Vpc", {
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
    acknowledge(this.vpc, {
      rules: concerns.openDefaultGroup,
      reason:
        "CloudFormation cannot empty the default group, and the library's way to do so is a Lambda function with rights on EC2. The group lets only its own members talk to each other, and has none.",
      compensating:
        "Everything with an address names groups of its own, which are closed pair by pair; TraceSecurity-DefaultGroup finds what does not.",
    });
    if (egress) this.acknowledgeWayOut();
    const key = new KitKey(this, "LogKey", "Flow logs of the trace network").allowLogs();
    this.vpc.addFlowLog("FlowLog", {
      destination: FlowLogDestination.toCloudWatchLogs(new KitLogs(this, "FlowLogs", key)),
      trafficType: FlowLogTrafficType.ALL,
    });
    this.groups = new SecurityGroups(this, "Groups", {
      vpc: this.vpc,
      kit: props.kit,
      cells: props.cells,
      store: props.kit.store.kind,
    });
    new Endpoints(this, "Endpoints", {
      vpc: this.vpc,
      group: this.groups.endpoints,
      uses: {
        reading: props.cells.some(({ access }) => access.identity),
        grants: props.cells.some(needsGrants),
        alerts: grafana && props.kit.alerting.evaluator === "grafana",
      },
    });
  }

  /** The route of the public subnets, where `network.egress` asks for it. */
  private acknowledgeWayOut(): void {
    for (const subnet of this.vpc.publicSubnets) {
      acknowledge(subnet, {
        rules: concerns.internetRoute,
        reason: "The configuration asks for a way out (`network.egress`), for the egress gateways and nothing else.",
        compensating:
          "Only egress gateways stand in these subnets, and they open tunnels to hosts that the configuration names; TraceSecurity-InternetRoute finds anything else that could use the route.",
      });
    }
  }
}
