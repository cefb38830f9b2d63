import { makeInputs } from "../../bin/inputs";
import { config } from "../../examples/brought-vpc";
import { type Assembly, assemble } from "./assembly";
import { entries, withPeople } from "./fixture";

const { vpc = missing() } = config.kit.network ?? {};
const changed = (change: object) => ({ ...config, kit: { ...config.kit, network: { vpc: { ...vpc, ...change } } } });

let assembly: Assembly;
beforeAll(async () => {
  assembly = await assemble(makeInputs(config));
});

test("in a network that is brought nothing is made but security groups", () => {
  const made = new Set(assembly.resources.filter(({ stack }) => stack === "network").map(({ Type }) => Type));
  made.delete("AWS::CDK::Metadata");
  expect(made).toEqual(
    new Set(["AWS::EC2::SecurityGroup", "AWS::EC2::SecurityGroupIngress", "AWS::EC2::SecurityGroupEgress"]),
  );
});

test("tasks may call the deployer's endpoints and no other address, and are let in there", () => {
  const out = assembly.ofType("AWS::EC2::SecurityGroupEgress").map(({ Properties }) => Properties);
  const named = out.filter(({ DestinationSecurityGroupId }) => DestinationSecurityGroupId === vpc.endpointGroup);
  const services = assembly.ofType("AWS::ECS::Service").length;
  expect(named).toHaveLength(services);
  expect(out.filter(({ CidrIp }) => CidrIp !== undefined)).toEqual([]);
  const into = assembly
    .ofType("AWS::EC2::SecurityGroupIngress")
    .filter(({ Properties }) => Properties.GroupId === vpc.endpointGroup);
  expect(into).toHaveLength(services);
  for (const { Properties } of into) expect([Properties.FromPort, Properties.ToPort]).toEqual([443, 443]);
});

test("everything stands in the subnets that are named", () => {
  const ids = vpc.isolatedSubnets.map(({ id }) => id);
  for (const { Properties } of assembly.ofType("AWS::ECS::Service")) {
    expect(Properties.NetworkConfiguration.AwsvpcConfiguration.Subnets).toEqual(ids);
  }
  for (const { Properties } of assembly.ofType("AWS::ElasticLoadBalancingV2::LoadBalancer")) {
    expect(Properties.Subnets).toEqual(ids);
  }
});

test("endpoints and the firewall of names are made there if the deployer asks", async () => {
  const made = await assemble(makeInputs(changed({ endpoints: "make", endpointGroup: undefined, nameFirewall: "on" })));
  const endpoints = made.ofType("AWS::EC2::VPCEndpoint");
  expect(endpoints).toHaveLength(6);
  for (const { Properties } of endpoints) expect(Properties.VpcId).toBe(vpc.id);
  const [gateway] = endpoints.filter(({ Properties }) => Properties.VpcEndpointType === "Gateway");
  expect(gateway?.Properties.RouteTableIds).toEqual(vpc.isolatedSubnets.map(({ routeTable }) => routeTable));
  expect(made.ofType("AWS::Route53Resolver::FirewallRuleGroupAssociation")).toMatchObject([
    { Properties: { VpcId: vpc.id } },
  ]);
  expect(made.findings).toEqual([]);
});

test("where people come in by PrivateLink too, nobody claims flow logs that the kit does not make", async () => {
  const inputs = withPeople("tempo", { people: entries.privateLink });
  const { network } = makeInputs(changed({})).kit;
  const { region } = config.kit;
  const certificateArn = inputs.kit.people.certificateArn?.replace(inputs.kit.region, region);
  const people = { ...inputs.kit.people, certificateArn };
  const { acknowledgements } = await assemble({ ...inputs, kit: { ...inputs.kit, region, network, people } });
  const ofPeople = acknowledgements.filter(({ construct }) => construct.startsWith("grafana/Front/Endpoint/Balancer"));
  const spoken = ofPeople.map(({ compensating }) => compensating).filter((text) => /flow logs/i.test(text));
  expect([...new Set(spoken)]).toEqual([expect.stringContaining("the kit makes none in it")]);
});

test("what does not fit together is refused, all of it at once", () => {
  const [first] = vpc.isolatedSubnets;
  const wrong = {
    ...changed({ isolatedSubnets: [first, { ...first, id: "subnet-0a1b2c3d4e5f60799" }], endpointGroup: undefined }),
  };
  expect(() => makeInputs({ ...wrong, kit: { ...wrong.kit, region: "us-east-1" } })).toThrow(
    /zones of us-east-1[\s\S]*one subnet a zone[\s\S]*a security group, while endpoints is "brought"/,
  );
});

test("a way out needs public subnets, in the same zones", () => {
  const network = { vpc, egress: "internet" };
  expect(() => makeInputs({ ...config, kit: { ...config.kit, network } })).toThrow(
    /publicSubnets[\s\S]*subnets in eu-west-1a, eu-west-1b/,
  );
});

function missing(): never {
  throw new Error("the example brings no network");
}
