import { CfnResource } from "aws-cdk-lib";
import { CfnSecurityGroupEgress, type ISecurityGroup, type IVpc, Port, SecurityGroup } from "aws-cdk-lib/aws-ec2";
import { Construct } from "constructs";
import { awsPorts } from "../aws-site";
import { egressHosts } from "../gateway/egress";
import { needsGrants } from "../gateway/grant-gateway";
import type { Cell } from "../inputs";
import { opensOutward } from "./egress-service";
import { s3Peer } from "./s3-prefix-list";

/** Everything in one environment that has an address. */
export interface CellGroups {
  /** The load balancer servers send to. */
  readonly ingest: ISecurityGroup;
  readonly collector: ISecurityGroup;
  readonly store: ISecurityGroup;
  /** Where the store keeps its data: the file system of Tempo's log, or Jaeger's OpenSearch domain. */
  readonly data: ISecurityGroup;
  /**
   * What people read through.
   * @default - nobody can show who they are, so there is no way to read
   */
  readonly people?: PeoplesGroups;
  /**
   * The way to the keys of tokens.
   * @default - nothing leads out
   */
  readonly egress?: ISecurityGroup;
}

export interface PeoplesGroups {
  readonly query: ISecurityGroup;
  readonly metrics: ISecurityGroup;
  /**
   * Only where something needs a grant.
   * @default - nothing does
   */
  readonly grants?: GrantGroups;
}

export interface GrantGroups {
  /** Where open grants are kept. */
  readonly files: ISecurityGroup;
  readonly writer: ISecurityGroup;
}

export interface SecurityGroupsProps {
  readonly vpc: IVpc;
  readonly region: string;
  readonly cells: readonly Cell[];
  readonly store: "tempo" | "jaeger";
}

/** Port on which a store reaches its data: NFS, or HTTPS. */
const dataPort = { tempo: 2049, jaeger: 443 } as const;

const nfs = 2049;

/**
 * Who may talk to whom. All groups and rules stand in one place, pair by pair; nothing but an egress gateway has a rule that
 * names an address range, and what is not named is closed, outgoing traffic included.
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
    const grafana = task("Grafana", "Grafana");
    this.grafana = grafana;

    const grantsOf = (environment: string, gateways: readonly SecurityGroup[]): GrantGroups => {
      const files = group(`Grants-${environment}`, `Open grants of ${environment}`);
      const writer = task(`GrantWriter-${environment}`, `Writer of grants of ${environment}`);
      for (const gateway of gateways) allow(gateway, files, nfs, "open grants");
      allow(writer, files, nfs, "grants that are opened and closed");
      return { files, writer };
    };
    const egressOf = (cell: Cell, gateways: readonly SecurityGroup[]): SecurityGroup => {
      const egress = task(`Egress-${cell.name}`, `Egress gateway of ${cell.name}`);
      for (const gateway of gateways) allow(gateway, egress, awsPorts.egress, "keys of tokens");
      // Addresses of these hosts are not known here and change; the gateway lets through their names and no other.
      for (const port of new Set(egressHosts(cell).map((host) => host.port))) {
        anywhere(egress, port, "keys of tokens");
      }
      return egress;
    };
    const peopleOf = (cell: Cell, store: SecurityGroup) => {
      const query = task(`Query-${cell.name}`, `Query gateway of ${cell.name}`);
      const metrics = task(`Metrics-${cell.name}`, `Metrics gateway of ${cell.name}`);
      allow(grafana, query, awsPorts.query, "queries for traces");
      allow(grafana, metrics, awsPorts.metrics, "queries for metrics");
      allow(grafana, metrics, awsPorts["metrics-alerting"], "alert rules");
      allow(query, store, awsPorts.door, "queries to the store door");
      return {
        query,
        metrics,
        ...(needsGrants(cell) && { grants: grantsOf(cell.name, [query, metrics]) }),
      };
    };

    this.cells = Object.fromEntries(
      props.cells.map((cell) => {
        const environment = cell.name;
        const ingest = group(`Ingest-${environment}`, `Load balancer of ${environment}`);
        const collector = task(`Collector-${environment}`, `Gateway and collector of ${environment}`);
        const store = task(`Store-${environment}`, `Trace store of ${environment}`);
        const data = group(`Data-${environment}`, `Data of the trace store of ${environment}`);
        allow(ingest, collector, awsPorts.ingest, "spans");
        allow(ingest, collector, awsPorts["ingest-ops"], "health");
        allow(collector, store, awsPorts.door, "spans to the store door");
        allow(store, data, dataPort[props.store], "trace data");
        const people = cell.access.identity && peopleOf(cell, store);
        const gateways = [
          ...(cell.settings.ingest.tokens ? [collector] : []),
          ...(people ? [people.query, people.metrics] : []),
        ];
        const egress = opensOutward(cell) ? egressOf(cell, gateways) : undefined;
        return [environment, { ingest, collector, store, data, ...(people && { people }), ...(egress && { egress }) }];
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

/** A rule of its own: the library would write one with addresses into the group, where it would be lost. */
function anywhere(from: SecurityGroup, port: number, description: string): void {
  new CfnSecurityGroupEgress(from, `Anywhere-${port}`, {
    groupId: from.securityGroupId,
    cidrIp: "0.0.0.0/0",
    ipProtocol: "tcp",
    fromPort: port,
    toPort: port,
    description,
  });
}
