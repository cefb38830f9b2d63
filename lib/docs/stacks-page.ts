import { bullets, generatedPage } from "./generated-page";
import { code, markdownTable } from "./markdown-table";

/** What the stacks of an installation create, as a reader asks for it. */
export interface StackInventory {
  readonly stacks: readonly {
    /** Its id, such as `cell-prod`. */
    readonly name: string;
    /** How many of each kind of resource, by the kind's name in CloudFormation. */
    readonly resources: Readonly<Record<string, number>>;
  }[];
  /** Who may call whom: what each security group lets in from another, or from addresses. */
  readonly pairs: readonly Pair[];
  /** Where tasks may call by address. */
  readonly outward: readonly Pair[];
  /** Names that the network's resolver answers for. */
  readonly names: readonly string[];
}

interface Pair {
  readonly from: string;
  readonly to: string;
  readonly port: number;
  readonly why: string;
}

/** What each stack is for, by how its id begins. */
const purposes: readonly (readonly [begins: string, purpose: string])[] = [
  [
    "network",
    "The network, or what is added to one that is brought: endpoints, security groups, the firewall of names.",
  ],
  ["shared", "What all environments share: the metrics workspace, its rules, the topic of alerts."],
  ["grafana", "Where people look: Grafana, its database, the way in, the way to the identity provider."],
  ["identity", "A user pool for those who have no identity provider."],
  ["secrets-grafana", "What only the deployer can supply for Grafana."],
  ["secrets-", "What only the deployer can supply for one environment: certificates and credentials."],
  ["cell-", "One environment: the way in for servers, collectors, the trace store, the gateways people read through."],
];

/** Plumbing that a reader does not ask for: it follows from what stands beside it. */
const plumbing =
  /^AWS::(?:CDK::|EC2::(?:SubnetRouteTableAssociation|SecurityGroup(?:Ingress|Egress)|VPCGatewayAttachment)|IAM::Policy|S3::BucketPolicy|Logs::ResourcePolicy)/;

/** docs/reference/stacks.md: what each stack creates, and who may talk to whom. */
export function stacksPage({ stacks, pairs, outward, names }: StackInventory): string {
  return generatedPage("Stacks", [
    "What `cdk deploy --all` creates for production of the invented company of the tests, whose people sign in with an identity provider on the internet. Each further environment has a `cell-` and a `secrets-` stack of its own; where less is switched on there is less.",
    ...stacks.flatMap(({ name, resources }) => [
      `## ${code(name)}`,
      purposes.find(([begins]) => name.startsWith(begins))?.[1] ?? "",
      bullets(
        Object.entries(resources)
          .filter(([kind]) => !plumbing.test(kind))
          .map(([kind, count]) => `${count} × ${kind.replace(/^AWS::/, "")}`),
      ),
    ]),
    "## Who may talk to whom",
    "Every security group is closed in both directions. These are all the rules that open one; what is not here does not get through. They stand in one place, `lib/constructs/security-groups.ts`.",
    table(["from", "to"], pairs),
    "## Who may call addresses",
    "Addresses are named only here. An egress gateway opens tunnels to the hosts in its file and to no other; S3 is reached through its gateway endpoint, whose policy names what may be read.",
    table(["from", "addresses"], outward),
    "## Names that are resolved",
    "The network's resolver answers for these and refuses every other name; every question is logged. `*.` stands for everything below.",
    bullets(names.map(code)),
  ]);
}

function table([from, to]: readonly [string, string], pairs: readonly Pair[]): string {
  return markdownTable(
    [from, to, "port", "what for"],
    pairs.map((pair) => [pair.from, pair.to, String(pair.port), pair.why]),
  );
}
