import { CfnResource } from "aws-cdk-lib";
import { type ISecurityGroup, type IVpc, Port, SecurityGroup } from "aws-cdk-lib/aws-ec2";
import { Construct } from "constructs";
import { awsPorts } from "../aws-site";
import { s3Peer } from "./s3-prefix-list";

/** Everything in one environment that has an address. */
export interface CellGroups {
  /** The load balancer servers send to. */
  readonly ingest: ISecurityGroup;
  readonly collector: ISecurityGroup;
  readonly store: ISecurityGroup;
  /** Where the store keeps its data: the file system of Tempo's log, or Jaeger's OpenSearch domain. */
  readonly data: ISecurityGroup;
}

export interface SecurityGroupsProps {
  readonly vpc: IVpc;
  readonly region: string;
  readonly environments: readonly string[];
  readonly store: "tempo" | "jaeger";
}

/** Port on which a store reaches its data: NFS, or HTTPS. */
const dataPort = { tempo: 2049, jaeger: 443 } as const;

/**
 * Who may talk to whom. All groups and rules stand in one place, pair by pair; nothing has a rule that names an address range,
 * and what is not named is closed, outgoing traffic included.
 */
export class SecurityGroups extends Construct {
  readonly endpoints: ISecurityGroup;
  readonly grafana: ISecurityGroup;
  readonly cells: Readonly<Record<string, CellGroups>>;

  constructor(scope: Construct, id: string, props: SecurityGroupsProps) {
    super(scope, id);
    const group = (name: string, description: string) => closedGroup(this, name, props.vpc, description);
    const allow = (from: SecurityGroup, to: SecurityGroup, port: number, why: string) => {
      from.addEgressRule(to, Port.tcp(port), why);
      to.addIngressRule(from, Port.tcp(port), why);
    };

    const endpoints = group("Endpoints", "Endpoints of AWS services");
    const s3 = s3Peer(this, props.region);
    const task = (name: string, description: string) => {
      const made = group(name, description);
      allow(made, endpoints, 443, "images, logs, secrets, metrics");
      made.addEgressRule(s3, Port.tcp(443), "image layers and trace blocks");
      return made;
    };

    this.endpoints = endpoints;
    // Nothing may reach Grafana yet; whatever fronts it adds its own pair here.
    this.grafana = task("Grafana", "Grafana");
    this.cells = Object.fromEntries(
      props.environments.map((environment) => {
        const ingest = group(`Ingest-${environment}`, `Load balancer of ${environment}`);
        const collector = task(`Collector-${environment}`, `Gateway and collector of ${environment}`);
        const store = task(`Store-${environment}`, `Trace store of ${environment}`);
        const data = group(`Data-${environment}`, `Data of the trace store of ${environment}`);
        allow(ingest, collector, awsPorts.ingest, "spans");
        allow(ingest, collector, awsPorts["ingest-ops"], "health");
        allow(collector, store, awsPorts.door, "spans to the store door");
        allow(store, data, dataPort[props.store], "trace data");
        return [environment, { ingest, collector, store, data }];
      }),
    );
  }
}

/**
 * A group that lets nothing out by itself. EC2 opens every group that is made without an outgoing rule, so each is made with one
 * that matches nothing; the rules that stand beside it then only ever add.
 */
function closedGroup(scope: Construct, id: string, vpc: IVpc, description: string): SecurityGroup {
  const group = new SecurityGroup(scope, id, { vpc, description, allowAllOutbound: false });
  const resource = group.node.defaultChild;
  if (!CfnResource.isCfnResource(resource)) throw new Error(`${group.node.path} has no CloudFormation resource`);
  resource.addPropertyOverride("SecurityGroupEgress", [
    { CidrIp: "127.0.0.1/32", IpProtocol: "-1", Description: "Nothing by default" },
  ]);
  return group;
}
