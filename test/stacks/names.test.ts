import { awsSite } from "../../lib/aws-site";
import { cellOf, type Inputs } from "../../lib/inputs";
import { type Assembly, assemble } from "./assembly";
import { fixture, withPeople } from "./fixture";

/** Whether the network's resolver answers for a name: the first rule whose list holds it decides. */
function resolves(assembly: Assembly, name: string): boolean {
  const lists = new Map(assembly.ofType("AWS::Route53Resolver::FirewallDomainList").map((list) => [list.id, list]));
  const groups = assembly.ofType("AWS::Route53Resolver::FirewallRuleGroup");
  const rules = groups.flatMap(({ Properties }) => Properties.FirewallRules).sort((a, b) => a.Priority - b.Priority);
  const holding = rules.find(({ FirewallDomainListId }) =>
    lists.get(FirewallDomainListId["Fn::GetAtt"][0])?.Properties.Domains.some((domain: string) => holds(domain, name)),
  );
  return holding?.Action === "ALLOW";
}

function holds(domain: string, name: string): boolean {
  return domain.startsWith("*") ? name.endsWith(domain.slice(1)) : domain === name;
}

describe.each([
  ["the smallest company with Tempo", fixture("tempo")],
  ["the smallest company with Jaeger", fixture("jaeger")],
  ["people and a way out", withPeople("tempo", { egress: "internet" })],
])("with %s", (_, inputs: Inputs) => {
  let assembly: Assembly;
  beforeAll(async () => {
    assembly = await assemble(inputs);
  });

  test("every name that a rendered file asks for is resolved", () => {
    for (const environment of Object.keys(inputs.environments)) {
      const { doorHost, egressHost, workspace } = awsSite(cellOf(inputs, environment));
      for (const name of [doorHost, egressHost, workspace.host])
        expect([name, resolves(assembly, name)]).toEqual([name, true]);
    }
  });

  test("every endpoint of AWS is resolved", () => {
    const endpoints = assembly.ofType("AWS::EC2::VPCEndpoint");
    const { region } = inputs.kit;
    const hosts: Readonly<Record<string, string>> = {
      "ecr.api": `api.ecr.${region}.amazonaws.com`,
      "ecr.dkr": `222222222222.dkr.ecr.${region}.amazonaws.com`,
    };
    for (const { Properties } of endpoints) {
      const service = serviceOf(Properties.ServiceName, region);
      const name = hosts[service] ?? `${service}.${region}.amazonaws.com`;
      expect([name, resolves(assembly, name)]).toEqual([name, true]);
    }
  });

  test.each(["example.com", "c2VjcmV0.attacker.example", "sts.amazonaws.com", "internal", "evil-harbour.internal"])(
    "%s is not",
    (name) => {
      expect(resolves(assembly, name)).toBe(false);
    },
  );

  test("while the firewall is away nothing is resolved, and every question is logged", () => {
    expect(assembly.ofType("AWS::Route53Resolver::FirewallConfig")).toMatchObject([
      { Properties: { FirewallFailOpen: "DISABLED" } },
    ]);
    expect(assembly.ofType("AWS::Route53Resolver::FirewallRuleGroupAssociation")).toHaveLength(1);
    expect(assembly.ofType("AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation")).toHaveLength(1);
  });
});

test("hosts of the outside are resolved where a way leads to them, and only there", async () => {
  const host = "login.acme.example";
  expect(resolves(await assemble(withPeople("tempo", { egress: "internet" })), host)).toBe(true);
  expect(resolves(await assemble(fixture("tempo")), host)).toBe(false);
});

/** `ecr.api` of `com.amazonaws.eu-central-1.ecr.api`, wherever its parts stand. */
function serviceOf(name: unknown, region: string): string {
  return JSON.stringify(name)
    .replaceAll(/[^a-z0-9.-]/g, "")
    .replace(new RegExp(`^.*${region}\\.`), "");
}
