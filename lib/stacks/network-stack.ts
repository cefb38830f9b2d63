import { FlowLogDestination, FlowLogTrafficType, IpAddresses, SubnetType, Vpc } from "aws-cdk-lib/aws-ec2";
import type { Construct } from "constructs";
import { Endpoints } from "../constructs/endpoints";
import { KitKey } from "../constructs/kit-key";
import { KitLogs } from "../constructs/kit-logs";
import { SecurityGroups } from "../constructs/security-groups";
import { KitStack, type KitStackProps } from "./kit-stack";

/** Addresses of the network. Servers come in through PrivateLink, so it may overlap with theirs. */
const addresses = "10.73.0.0/20";

export interface NetworkStackProps extends KitStackProps {
  readonly environments: readonly string[];
}

/** The network everything runs in: no internet gateway, no NAT, no public address; AWS services by private endpoint. */
export class NetworkStack extends KitStack {
  readonly vpc: Vpc;
  readonly groups: SecurityGroups;

  constructor(scope: Construct, id: string, props: NetworkStackProps) {
    super(scope, id, props);
    this.vpc = new Vpc(this, "Vpc", {
      ipAddresses: IpAddresses.cidr(addresses),
      natGateways: 0,
      createInternetGateway: false,
      subnetConfiguration: [{ name: "Isolated", subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 24 }],
      // Nothing is ever put into the default group, and emptying it would take a Lambda function with rights on EC2.
      restrictDefaultSecurityGroup: false,
    });
    const key = new KitKey(this, "LogKey", "Flow logs of the trace network").allowLogs();
    this.vpc.addFlowLog("FlowLog", {
      destination: FlowLogDestination.toCloudWatchLogs(new KitLogs(this, "FlowLogs", key)),
      trafficType: FlowLogTrafficType.ALL,
    });
    this.groups = new SecurityGroups(this, "Groups", {
      vpc: this.vpc,
      region: props.kit.region,
      environments: props.environments,
      store: props.kit.store.kind,
    });
    new Endpoints(this, "Endpoints", { vpc: this.vpc, group: this.groups.endpoints });
  }
}
