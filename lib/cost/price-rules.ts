import { type Charge, NoPrice } from "./charge";
import { fargateCharges } from "./fargate-charges";
import { type PriceId, priceList } from "./prices";
import { numberIn, type Resource, type Template } from "./template";

/** What a type of resource costs while nobody uses it: units that are paid for, or why there are none. */
export type PriceRule =
  /** No charges: free. Throws `NoPrice` where it surely costs something that the list does not know. */
  | { readonly part: string; readonly charges: (resource: Resource, template: Template) => readonly Charge[] }
  /** Costs nothing before it is used. */
  | { readonly byUse: string };

const one = (part: string, price: PriceId): PriceRule => ({ part, charges: () => [{ price, quantity: 1 }] });
const each = (part: string, price: PriceId, count: (resource: Resource) => number): PriceRule => {
  return { part, charges: (resource) => [{ price, quantity: count(resource) }] };
};

/** Types that cost something, at rest or by use. Types that are neither here nor free have no price. */
export const priceRules: Readonly<Record<string, PriceRule>> = {
  "AWS::ECS::Cluster": { part: "metrics of containers", charges: cluster },
  "AWS::ECS::Service": { part: "Fargate", charges: fargateCharges },
  "AWS::EC2::VPCEndpoint": { part: "interface endpoints", charges: endpoint },
  "AWS::EC2::NatGateway": one("NAT", "nat-gateway"),
  "AWS::EC2::EIP": one("public addresses", "public-address"),
  "AWS::EC2::ClientVpnTargetNetworkAssociation": one("client VPN", "vpn-association"),
  "AWS::ElasticLoadBalancingV2::LoadBalancer": one("load balancers", "load-balancer"),
  "AWS::KMS::Key": one("keys", "kms-key"),
  "AWS::SecretsManager::Secret": one("secrets", "secret"),
  "AWS::Route53::HostedZone": one("private names", "hosted-zone"),
  "AWS::ServiceDiscovery::PrivateDnsNamespace": one("private names", "hosted-zone"),
  "AWS::ServiceDiscovery::Instance": one("private names", "registered-name"),
  "AWS::CloudWatch::Alarm": one("alarms", "alarm"),
  // Target tracking makes two alarms of its own: one to grow, one to shrink.
  "AWS::ApplicationAutoScaling::ScalingPolicy": each("alarms", "alarm", () => 2),
  "AWS::Route53Resolver::FirewallDomainList": each("DNS firewall", "dns-firewall-domain", ({ Properties }) => {
    return Array.isArray(Properties?.Domains) ? Properties.Domains.length : 0;
  }),
  "AWS::RDS::DBInstance": { part: "database", charges: database },
  "AWS::OpenSearchService::Domain": { part: "search domain", charges: searchDomain },

  "AWS::APS::Workspace": { byUse: "samples taken, kept and queried" },
  "AWS::APS::RuleGroupsNamespace": { byUse: "samples that its rules read" },
  "AWS::Backup::BackupVault": { byUse: "gigabytes of backups" },
  "AWS::Cognito::UserPool": { byUse: "people who sign in" },
  "AWS::EC2::FlowLog": { byUse: "gigabytes of log" },
  "AWS::EC2::VPCEndpointService": { byUse: "traffic; each consumer pays for its endpoint" },
  "AWS::EFS::FileSystem": { byUse: "gigabytes kept, read and written" },
  "AWS::Logs::LogGroup": { byUse: "gigabytes of log" },
  "AWS::Scheduler::Schedule": { byUse: "starts, beyond those that are free, and the minutes of what is started" },
  "AWS::Route53Resolver::ResolverQueryLoggingConfig": { byUse: "gigabytes of log" },
  "AWS::S3::Bucket": { byUse: "gigabytes kept, and requests" },
  "AWS::SNS::Topic": { byUse: "messages" },
  "AWS::StepFunctions::StateMachine": { byUse: "grants that are opened" },
};

/** Gateway endpoints are free; the others are paid for in every zone. */
function endpoint({ Properties }: Resource): readonly Charge[] {
  if (Properties?.VpcEndpointType !== "Interface") return [];
  return [{ price: "interface-endpoint", quantity: Properties.SubnetIds?.length ?? 1 }];
}

/**
 * A cluster itself is free. Container Insights is paid for by the metric, whether or not anything is sent, and how many metrics it
 * makes of a cluster, its services and their tasks stands on no page of AWS that could be read.
 */
function cluster({ Properties }: Resource): readonly Charge[] {
  const settings: readonly { readonly Name?: unknown; readonly Value?: unknown }[] = Properties?.ClusterSettings ?? [];
  if (!settings.some(({ Name, Value }) => Name === "containerInsights" && Value !== "disabled")) return [];
  throw new NoPrice(
    "Container Insights, at rest too: some custom metrics for the cluster, each service and each kind of task, and their log",
  );
}

function database({ Properties }: Resource): readonly Charge[] {
  const copies = Properties?.MultiAZ === true ? 2 : 1;
  return [
    { price: priced(Properties?.DBInstanceClass), quantity: copies },
    { price: "database-gb", quantity: copies * known(Properties?.AllocatedStorage, "AllocatedStorage") },
  ];
}

function searchDomain({ Properties }: Resource): readonly Charge[] {
  const { ClusterConfig: nodes = {}, EBSOptions: disk = {} } = Properties ?? {};
  const count = known(nodes.InstanceCount, "InstanceCount");
  const managers =
    nodes.DedicatedMasterEnabled === true ? known(nodes.DedicatedMasterCount, "DedicatedMasterCount") : 0;
  return [
    { price: priced(nodes.InstanceType), quantity: count },
    ...(managers > 0 ? [{ price: priced(nodes.DedicatedMasterType), quantity: managers }] : []),
    { price: "search-gb", quantity: count * known(disk.VolumeSize, "VolumeSize") },
  ];
}

function priced(name: unknown): PriceId {
  if (typeof name === "string" && Object.hasOwn(priceList.prices, name)) return name as PriceId;
  throw new NoPrice(`${String(name)} is not on the price list`);
}

function known(value: unknown, name: string): number {
  const number = numberIn(value);
  if (number === undefined) throw new NoPrice(`${name} is known only to a deployment`);
  return number;
}
