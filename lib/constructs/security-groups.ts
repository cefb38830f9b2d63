import { CfnResource } from "aws-cdk-lib";
import { type ISecurityGroup, type IVpc, Port, SecurityGroup } from "aws-cdk-lib/aws-ec2";
import { Construct } from "constructs";
import { grafanaEvaluates } from "../alerting/evaluator";
import { awsPorts, grafanaPort } from "../aws-site";
import { targetHosts } from "../gateway/egress";
import { needsGrants } from "../gateway/grant-gateway";
import { reachedBy } from "../gateway/reach";
import { wantsGrafana } from "../grafana/wanted";
import type { Cell } from "../inputs";
import type { KitSettings } from "../settings/kit";
import { allowFrom, allowTo } from "./address-rules";
import { type EndpointGroups, type Need, needs, servicesUsed } from "./aws-services";
import { type FrontGroups, frontGroups } from "./front-groups";
import { nothingOut } from "./nothing-out";
import { s3Peer } from "./s3-prefix-list";

/** Everything in one environment that has an address. */
export interface CellGroups {
  /** The load balancer servers send to. */
  readonly ingest: ISecurityGroup;
  readonly collector: ISecurityGroup;
  readonly store: ISecurityGroup;
  readonly detector: ISecurityGroup;
  /** What reads all metrics. */
  readonly agent: ISecurityGroup;
  /** Where the store keeps its data: the file system of Tempo's log, or Jaeger's OpenSearch domain. */
  readonly data: ISecurityGroup;
  /**
   * What people read through.
   * @default - nobody can show who they are, so there is no way to read
   */
  readonly people?: PeoplesGroups;
  /**
   * The way to the keys of tokens and to external backends.
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
  readonly kit: KitSettings;
  readonly cells: readonly Cell[];
  readonly store: "tempo" | "jaeger";
}

/** Port on which a store reaches its data: NFS, or HTTPS. */
const dataPort = { tempo: 2049, jaeger: 443 } as const;

const nfs = 2049;

/**
 * Who may talk to whom. All groups and rules stand in one place, pair by pair; nothing but egress gateways and the entry of people
 * has a rule that names an address range, and what is not named is closed, outgoing traffic included.
 */
export class SecurityGroups extends Construct {
  /** Endpoints of AWS services, by what they are needed for. */
  readonly endpoints: EndpointGroups;
  /**
   * What people come in by.
   * @default - nobody can sign in
   */
  readonly front?: FrontGroups;
  readonly cells: Readonly<Record<string, CellGroups>>;

  constructor(scope: Construct, id: string, props: SecurityGroupsProps) {
    super(scope, id);
    const group = (name: string, description: string) => closedGroup(this, name, props.vpc, description);
    const allow = (from: ISecurityGroup, to: ISecurityGroup, port: number, why: string) => {
      from.addEgressRule(to, Port.tcp(port), why);
      to.addIngressRule(from, Port.tcp(port), why);
    };

    const endpoints = this.endpointGroups(props, group);
    const s3 = s3Peer(this, props.kit.region);
    const task = (name: string, description: string, ...calls: readonly Need[]) => {
      const made = group(name, description);
      for (const need of ["start", ...calls] as const) {
        const endpoint = endpoints[need];
        if (endpoint) allow(made, endpoint, 443, needs[need]);
      }
      made.addEgressRule(s3, Port.tcp(443), "image layers and trace blocks");
      return made;
    };

    this.endpoints = endpoints;
    const [{ access } = {}] = props.cells;
    const front =
      access && wantsGrafana({ access }) ? frontGroups({ group, task, allow, kit: props.kit, access }) : undefined;
    if (front) this.front = front;

    const grantsOf = (environment: string, gateways: readonly SecurityGroup[]): GrantGroups => {
      const files = group(`Grants-${environment}`, `Open grants of ${environment}`);
      const writer = task(`GrantWriter-${environment}`, `Writer of grants of ${environment}`, "executions");
      for (const gateway of gateways) allow(gateway, files, nfs, "open grants");
      allow(writer, files, nfs, "grants that are opened and closed");
      return { files, writer };
    };
    const egressOf = (cell: Cell, gateways: readonly SecurityGroup[], collector: SecurityGroup): SecurityGroup => {
      const egress = task(`Egress-${cell.name}`, `Egress gateway of ${cell.name}`);
      for (const gateway of gateways) allow(gateway, egress, awsPorts.egress, "keys of tokens");
      if (targetHosts(cell).length > 0) allow(collector, egress, awsPorts["egress-targets"], "scrubbed spans");
      allowTo(egress, reachedBy(cell), "keys of tokens and external backends");
      return egress;
    };
    const peopleOf = (cell: Cell, store: SecurityGroup) => {
      const query = task(`Query-${cell.name}`, `Query gateway of ${cell.name}`);
      const metrics = task(`Metrics-${cell.name}`, `Metrics gateway of ${cell.name}`, "metrics");
      if (front) {
        allow(front.grafana, query, awsPorts.query, "queries for traces");
        allow(front.grafana, metrics, awsPorts.metrics, "queries for metrics");
        allow(front.grafana, metrics, awsPorts["metrics-alerting"], "alert rules");
      }
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
        allowFrom(ingest, cell.settings.ingest.clientRanges, awsPorts.ingest, "servers");
        allow(ingest, collector, awsPorts.ingest, "spans");
        allow(ingest, collector, awsPorts["ingest-ops"], "health");
        allow(collector, store, awsPorts.door, "spans to the store door");
        const detector = task(`Detector-${environment}`, `Detectors of ${environment}`);
        allow(collector, detector, awsPorts.detector, "stripped spans to the detector door");
        allow(store, data, dataPort[props.store], "trace data");
        const people = cell.access.identity && peopleOf(cell, store);
        const agent = task(`Agent-${environment}`, `Metrics agent of ${environment}`, "metrics");
        allow(agent, collector, awsPorts["ingest-ops"], "metrics");
        allow(agent, detector, awsPorts["detector-ops"], "metrics");
        allow(agent, store, awsPorts["door-ops"], "metrics");
        if (people) {
          allow(agent, people.query, awsPorts["query-ops"], "metrics");
          allow(agent, people.metrics, awsPorts["metrics-ops"], "metrics");
        }
        if (front && grafanaEvaluates(cell)) allow(agent, front.grafana, grafanaPort, "metrics");
        const gateways = [
          ...(cell.settings.ingest.tokens ? [collector] : []),
          ...(people ? [people.query, people.metrics] : []),
        ];
        const egress = reachedBy(cell).length > 0 ? egressOf(cell, gateways, collector) : undefined;
        const groups = { ingest, collector, store, detector, agent, data };
        return [environment, { ...groups, ...(people && { people }), ...(egress && { egress }) }];
      }),
    );
  }

  /** A group for each need that a service answers. Where the endpoints are brought, the deployer's group stands for all. */
  private endpointGroups(
    { kit, cells }: SecurityGroupsProps,
    group: (name: string, description: string) => SecurityGroup,
  ): EndpointGroups {
    const brought = kit.network.vpc?.endpointGroup;
    if (brought !== undefined) return { start: SecurityGroup.fromSecurityGroupId(this, "BroughtEndpoints", brought) };
    const start = group("Endpoints", "Endpoints of AWS services");
    const further = new Set(servicesUsed(kit, cells).map(({ need }) => need));
    further.delete("start");
    const made = [...further].map((need) => [need, group(`Endpoints-${need}`, `Endpoint of: ${needs[need]}`)] as const);
    return { start, ...Object.fromEntries(made) };
  }
}

/** A group that lets nothing out by itself; the rules that stand beside its first one only ever add. */
function closedGroup(scope: Construct, id: string, vpc: IVpc, description: string): SecurityGroup {
  const group = new SecurityGroup(scope, id, { vpc, description, allowAllOutbound: false });
  const resource = group.node.defaultChild;
  if (!CfnResource.isCfnResource(resource)) throw new Error(`${group.node.path} has no CloudFormation resource`);
  resource.addPropertyOverride("SecurityGroupEgress", [
    { CidrIp: nothingOut.cidrIp, IpProtocol: nothingOut.ipProtocol, Description: nothingOut.description },
  ]);
  return group;
}
