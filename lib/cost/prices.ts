/** How far a price can be trusted. */
export type Evidence =
  /** Read on a page of AWS. */
  | "published"
  /** Read on a page of somebody else that names the day it was compared with AWS. */
  | "reported"
  /** From memory: the order of magnitude is right. */
  | "unverified";

/** What one unit of something costs. */
export interface Price {
  readonly usd: number;
  readonly per: "hour" | "month";
  /** What is counted, in the singular. */
  readonly unit: string;
  readonly evidence: Evidence;
  /** Where it was read. */
  readonly source: string;
}

export interface PriceList {
  /** Region the prices hold for; others are 0 to 30 % dearer. */
  readonly region: string;
  /** Day it was put together, as YYYY-MM-DD. */
  readonly date: string;
  readonly prices: Readonly<Record<PriceId, Price>>;
}

const hourly = (usd: number, unit: string, evidence: Evidence, source: string): Price => {
  return { usd, per: "hour", unit, evidence, source };
};
const monthly = (usd: number, unit: string, evidence: Evidence, source: string): Price => {
  return { usd, per: "month", unit, evidence, source };
};

const fargate = "vantage.sh/blog/fargate-pricing";
const balancers = "clustercost.com/blog/network-load-balancer-pricing-2025";
const databases = "infratally.com/articles/aws-rds-pricing-explained-2026.html";
const memory = "from memory; compare with the service's pricing page";

const prices = {
  "fargate-arm-vcpu": hourly(0.03238, "vCPU", "reported", fargate),
  "fargate-arm-gb": hourly(0.00356, "GB of memory", "reported", fargate),
  "fargate-x86-vcpu": hourly(0.04048, "vCPU", "reported", fargate),
  "fargate-x86-gb": hourly(0.004445, "GB of memory", "reported", fargate),
  "fargate-disk-gb": hourly(0.000111, "GB of disk above 20", "reported", fargate),
  "interface-endpoint": hourly(0.01, "endpoint in a zone", "published", "aws.amazon.com/privatelink/pricing"),
  "load-balancer": hourly(0.0225, "load balancer", "reported", balancers),
  "public-address": hourly(0.005, "public IPv4 address", "reported", "cloudburn.io/blog/aws-fargate-pricing"),
  "kms-key": monthly(1, "key", "unverified", memory),
  secret: monthly(0.4, "secret", "unverified", memory),
  "hosted-zone": monthly(0.5, "zone", "unverified", memory),
  "registered-name": monthly(0.1, "name registered by hand", "unverified", memory),
  alarm: monthly(0.1, "alarm", "unverified", memory),
  "dns-firewall-domain": monthly(0.0005, "domain", "unverified", memory),
  "nat-gateway": hourly(0.045, "NAT gateway", "unverified", memory),
  "vpn-association": hourly(0.1, "subnet of the VPN", "unverified", memory),
  "db.t4g.micro": hourly(0.016, "database instance", "reported", databases),
  "db.t4g.small": hourly(0.032, "database instance", "reported", databases),
  "db.t4g.medium": hourly(0.065, "database instance", "reported", databases),
  "db.m7g.large": hourly(0.168, "database instance", "unverified", memory),
  "database-gb": monthly(
    0.115,
    "GB of the database",
    "reported",
    "usage.ai/blogs/aws/reserved-instances/rds/pricing-calculator",
  ),
  "m7g.large.search": hourly(0.135, "data node", "unverified", memory),
  "m7g.medium.search": hourly(0.068, "manager node", "unverified", memory),
  "search-gb": monthly(0.122, "GB of a data node", "unverified", memory),
} as const satisfies Readonly<Record<string, Price>>;

/** Everything the kit can price. */
export type PriceId = keyof typeof prices;

/** On-demand prices without taxes, discounts and the free tier. */
export const priceList: PriceList = { region: "us-east-1", date: "2026-11-28", prices };
