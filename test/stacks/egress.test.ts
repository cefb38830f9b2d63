import { awsPorts } from "../../lib/aws-site";
import { targetCredential } from "../../lib/variables";
import { type Assembly, assemble } from "./assembly";
import { fixture, withPeople } from "./fixture";
import { pairsIn } from "./rules";

let open: Assembly;
beforeAll(async () => {
  open = await assemble(withPeople("tempo", { egress: "internet" }));
});

const outward = (assembly: Assembly) =>
  assembly.ofType("AWS::EC2::SecurityGroupEgress").filter(({ Properties }) => Properties.CidrIp !== undefined);

test("without a way out synthesis warns that no token can be verified, and nothing leads out", async () => {
  const { signIn: _, ...identity } = withPeople("tempo").access.identity ?? {};
  const assembly = await assemble(fixture("tempo", { access: { identity } }));
  expect(assembly.warnings.map(({ construct }) => construct).sort()).toEqual(["cell-prod", "cell-test"]);
  expect(assembly.warnings[0]?.description).toMatch(/every token is refused.*login\.acme\.example.*network\.egress/);
  expect(assembly.ofType("AWS::EC2::InternetGateway")).toEqual([]);
  expect(outward(assembly)).toEqual([]);
});

test("to a private identity provider egress gateways stand in private subnets and call its addresses alone", async () => {
  const assembly = await assemble(withPeople("tempo"));
  expect(assembly.warnings).toEqual([]);
  expect(assembly.ofType("AWS::EC2::InternetGateway")).toEqual([]);
  const services = assembly.ofType("AWS::ECS::Service").filter(({ id }) => id.startsWith("Egress"));
  expect(services.map(({ stack }) => stack).sort()).toEqual(["cell-dev", "cell-prod", "cell-staging", "grafana"]);
  for (const { Properties } of services) {
    const { AssignPublicIp, Subnets } = Properties.NetworkConfiguration.AwsvpcConfiguration;
    expect([AssignPublicIp, JSON.stringify(Subnets).includes("Isolated")]).toEqual(["DISABLED", true]);
  }
  const called = outward(assembly).map(({ Properties }) => `${Properties.CidrIp} ${Properties.FromPort}`);
  expect(called).toEqual(Array(4).fill("10.30.0.0/24 443"));
});

test("a way out is not made for nobody", async () => {
  const assembly = await assemble(fixture("tempo", { kit: { network: { egress: "internet" } } }));
  expect(assembly.ofType("AWS::EC2::InternetGateway")).toEqual([]);
  expect(assembly.warnings).toEqual([]);
});

test("with a way out, only egress gateways stand in its subnets and have public addresses", () => {
  expect(open.warnings).toEqual([]);
  expect(open.ofType("AWS::EC2::InternetGateway")).toHaveLength(1);
  expect(open.ofType("AWS::EC2::NatGateway")).toEqual([]);
  for (const { id, Properties } of open.ofType("AWS::ECS::Service")) {
    const { AssignPublicIp, Subnets } = Properties.NetworkConfiguration.AwsvpcConfiguration;
    const isEgress = id.startsWith("Egress");
    expect([id, AssignPublicIp]).toEqual([id, isEgress ? "ENABLED" : "DISABLED"]);
    expect(JSON.stringify(Subnets).includes("EgressSubnet")).toBe(isEgress);
  }
});

test("no route leads from the subnets of everything else to the internet", () => {
  const routes = open.ofType("AWS::EC2::Route").filter(({ Properties }) => Properties.GatewayId);
  expect(routes).toHaveLength(2);
  for (const { Properties } of routes) expect(Properties.RouteTableId.Ref).toMatch(/^VpcEgressSubnet/);
});

test("only an egress gateway may call addresses, on the port of the keys, and only gateways may call it", () => {
  const from = outward(open).map(({ Properties }) => [
    Properties.GroupId["Fn::GetAtt"][0].replace(/[0-9A-F]{8}$/, ""),
    Properties.FromPort,
  ]);
  expect(new Set(from.map(String))).toEqual(
    new Set(["dev", "staging", "prod", "Grafana"].map((name) => `GroupsEgress${name},443`)),
  );
  expect(new Set(pairsIn(open).filter((pair) => pair.includes("→ Egressprod")))).toEqual(
    new Set(["Queryprod → Egressprod 3128", "Metricsprod → Egressprod 3128"]),
  );
});

test("subnets that were there before keep their addresses", async () => {
  const before = await assemble(withPeople("tempo"));
  const addresses = (assembly: Assembly) =>
    assembly
      .ofType("AWS::EC2::Subnet")
      .filter(({ id }) => id.includes("Isolated"))
      .map(({ id, Properties }) => [id, Properties.CidrBlock]);
  expect(addresses(open)).toEqual(addresses(before));
});

describe("with an external backend and nobody who reads", () => {
  const target = { id: "vendor", endpoint: "https://otlp.vendor.example:4318", environments: ["prod"] };
  let exporting: Assembly;
  beforeAll(async () => {
    const kit = { network: { egress: "internet" } };
    exporting = await assemble(fixture("tempo", { kit, access: { exportTargets: [target] } }));
  });

  test("only the environment that exports has a way out, and only its collector may ask for the backend", () => {
    const services = exporting.ofType("AWS::ECS::Service").filter(({ id }) => id.startsWith("Egress"));
    expect(services.map(({ stack }) => stack)).toEqual(["cell-prod"]);
    expect(pairsIn(exporting).filter((pair) => pair.includes("→ Egress"))).toEqual([
      `Collectorprod → Egressprod ${awsPorts["egress-targets"]}`,
    ]);
  });

  test("the way out leads to the backend's port", () => {
    expect(outward(exporting).map(({ Properties }) => `${Properties.CidrIp} ${Properties.FromPort}`)).toEqual([
      "0.0.0.0/0 4318",
    ]);
  });

  test("the credential is given to the collector alone", () => {
    const holders = exporting
      .ofType("AWS::ECS::TaskDefinition")
      .flatMap(({ stack, Properties }) =>
        Properties.ContainerDefinitions.filter(({ Secrets = [] }: { Secrets?: { Name: string }[] }) =>
          Secrets.some(({ Name }) => Name === targetCredential(target)),
        ).map(({ Name }: { Name: string }) => `${stack} ${Name}`),
      );
    expect(holders).toEqual(["cell-prod collector"]);
  });
});
