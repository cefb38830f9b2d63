import { backendPorts } from "../knowledge/backends";
import type { ConfigFacts, OpenBackend, Variable } from "./config-facts";

type Facts = Pick<ConfigFacts, "open" | "variables" | "problem">;
/** A template is whatever its file says: members of any type, or none. */
type Members = Readonly<Record<string, unknown>>;

const world = /^(?:0\.0\.0\.0\/0|::\/0)$/;

/** What a synthesized template opens to the internet, and sets for containers. */
export function cloudFormationFacts(text: string): Facts {
  let template: Members;
  try {
    template = members(JSON.parse(text));
  } catch (error) {
    return { open: [], variables: [], problem: `not valid JSON: ${(error as Error).message}` };
  }
  const resources = Object.entries(members(template.Resources)).map(([id, value]) => [id, members(value)] as const);
  const lines = linesOf(text);
  const facing = resources.filter(([, one]) => members(one.Properties).Scheme === "internet-facing").map(([id]) => id);
  return {
    open: resources.flatMap(([id, resource]) =>
      opens(id, resource, facing).map((found) => ({ ...found, line: lines.get(id) ?? 1 })),
    ),
    variables: resources.flatMap(([id, resource]) =>
      variables(resource).map((found) => ({ ...found, line: lines.get(id) ?? 1 })),
    ),
  };
}

/** The first line of each member that is an object. */
function linesOf(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  for (const [index, content] of text.split("\n").entries()) {
    for (const [, id = ""] of content.matchAll(/"([^"\\]+)":\s?\{/g)) if (!lines.has(id)) lines.set(id, index + 1);
  }
  return lines;
}

function opens(id: string, { Type, ...resource }: Members, facing: readonly string[]): Omit<OpenBackend, "line">[] {
  const Properties = members(resource.Properties);
  if (Type === "AWS::EC2::SecurityGroup" || Type === "AWS::EC2::SecurityGroupIngress") {
    const rules = Type === "AWS::EC2::SecurityGroup" ? list(Properties.SecurityGroupIngress) : [Properties];
    return rules.flatMap((rule) => {
      const port = reachedPort(rule);
      if (port === undefined || !world.test(String(rule.CidrIp ?? rule.CidrIpv6))) return [];
      const what = `security group \`${id}\` lets the internet reach ${port} (${backendPorts[port]})`;
      return [{ what, fix: "name the security group or prefix list of the senders instead of 0.0.0.0/0" }];
    });
  }
  if (Type !== "AWS::ElasticLoadBalancingV2::Listener") return [];
  const port = Number(Properties.Port);
  const owner = JSON.stringify(Properties.LoadBalancerArn ?? "");
  if (!backendPorts[port] || Properties.MutualAuthentication || !facing.some((name) => owner.includes(`"${name}"`)))
    return [];
  const what = `listener \`${id}\` of an internet-facing load balancer takes ${port} (${backendPorts[port]})`;
  return [{ what, fix: "make the load balancer internal, or demand client certificates" }];
}

/** A port of a trace backend within a rule's range. */
function reachedPort(rule: Members): number | undefined {
  const from = rule.IpProtocol === "-1" ? 0 : Number(rule.FromPort);
  const to = rule.IpProtocol === "-1" ? 65_535 : Number(rule.ToPort);
  return Object.keys(backendPorts)
    .map(Number)
    .find((port) => from <= port && port <= to);
}

function variables({ Type, Properties }: Members): Omit<Variable, "line">[] {
  if (Type !== "AWS::ECS::TaskDefinition") return [];
  return list(members(Properties).ContainerDefinitions)
    .flatMap((container) => list(container.Environment))
    .flatMap(({ Name, Value }) => (typeof Value === "string" ? [{ name: String(Name), value: Value }] : []));
}

function list(value: unknown): readonly Members[] {
  return Array.isArray(value) ? value.map(members) : [];
}

function members(value: unknown): Members {
  return typeof value === "object" && value !== null ? (value as Members) : {};
}
