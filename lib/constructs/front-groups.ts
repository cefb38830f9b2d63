import type { ISecurityGroup, SecurityGroup } from "aws-cdk-lib/aws-ec2";
import { awsPorts, grafanaPort } from "../aws-site";
import { identityRanges } from "../gateway/reach";
import { grafanaHosts } from "../grafana/grafana-hosts";
import type { Inputs } from "../inputs";
import { allowFrom, allowTo } from "./address-rules";
import type { Need } from "./aws-services";

/** What people come in by, and what Grafana needs. Shared by all environments. */
export interface FrontGroups {
  readonly balancer: ISecurityGroup;
  readonly grafana: SecurityGroup;
  readonly database: ISecurityGroup;
  /** Grafana's way to the identity provider. */
  readonly egress: ISecurityGroup;
  /**
   * What stands in front of the load balancer: the one that endpoints lead to, or the VPN.
   * @default - nothing: connected networks reach it by themselves
   */
  readonly entry?: ISecurityGroup;
}

export interface FrontGroupsProps extends Pick<Inputs, "kit" | "access"> {
  /** Makes a group that is closed. */
  group(name: string, description: string): SecurityGroup;
  /** Makes a group of tasks, which reach services of AWS. */
  task(name: string, description: string, ...calls: readonly Need[]): SecurityGroup;
  /** Lets one group call another. */
  allow(from: ISecurityGroup, to: ISecurityGroup, port: number, why: string): void;
}

/** Port of Grafana's database: not the one that everybody tries first. */
export const databasePort = 5433;

const https = 443;

/** Who may talk to whom between people and Grafana. */
export function frontGroups({ group, task, allow, kit, access }: FrontGroupsProps): FrontGroups {
  const { entry, clientRanges } = kit.people;
  const balancer = group("Balancer", "Load balancer of Grafana");
  const grafana = task("Grafana", "Grafana", "notices");
  const database = group("Database", "Database of Grafana");
  const egress = task("EgressGrafana", "Egress gateway of Grafana");
  allow(balancer, grafana, grafanaPort, "people");
  allow(grafana, database, databasePort, "users and sessions");
  allow(grafana, egress, awsPorts.egress, "tokens of people");
  const ranges = identityRanges(kit);
  allowTo(
    egress,
    grafanaHosts({ access }).map((host) => ({ ...host, ranges })),
    "tokens of people",
  );
  const groups = { balancer, grafana, database, egress };
  if (entry === "peering") {
    allowFrom(balancer, clientRanges, https, "people");
    return groups;
  }
  const front = group("Entry", entry === "clientVpn" ? "Clients of the VPN" : "Load balancer of the endpoint service");
  allow(front, balancer, https, "people");
  return { ...groups, entry: front };
}
