import { awsPorts } from "../../lib/aws-site";
import { type Assembly, assemble } from "./assembly";
import { fixture } from "./fixture";

let assembly: Assembly;
beforeAll(async () => {
  assembly = await assemble(fixture("tempo"));
});

test("nothing leads into or out of the network by a public address", () => {
  const roads = [
    "AWS::EC2::InternetGateway",
    "AWS::EC2::NatGateway",
    "AWS::EC2::EIP",
    "AWS::EC2::EgressOnlyInternetGateway",
  ];
  expect(assembly.resources.filter(({ Type }) => roads.includes(Type))).toEqual([]);
  expect(assembly.ofType("AWS::EC2::Subnet")).toHaveLength(2);
  for (const { Properties } of assembly.ofType("AWS::EC2::Subnet")) expect(Properties.MapPublicIpOnLaunch).toBe(false);
});

test("everything that the network carries is logged", () => {
  expect(assembly.ofType("AWS::EC2::FlowLog")).toMatchObject([{ Properties: { TrafficType: "ALL" } }]);
});

test("every security group is made closed, so that EC2 does not open it", () => {
  for (const { Properties } of assembly.ofType("AWS::EC2::SecurityGroup")) {
    expect(Properties.SecurityGroupEgress).toEqual([
      { CidrIp: "127.0.0.1/32", IpProtocol: "-1", Description: "Nothing by default" },
    ]);
    expect(Properties.SecurityGroupIngress).toBeUndefined();
  }
});

test("every rule of a security group names another group or S3, never addresses, where there is no way out", () => {
  const rules = [
    ...assembly.ofType("AWS::EC2::SecurityGroupEgress"),
    ...assembly.ofType("AWS::EC2::SecurityGroupIngress"),
  ];
  expect(rules.length).toBeGreaterThan(0);
  for (const { Properties } of rules) {
    expect(Properties.CidrIp ?? Properties.CidrIpv6).toBeUndefined();
    expect(Properties.FromPort).toBe(Properties.ToPort);
  }
});

function into(group: string) {
  return assembly
    .ofType("AWS::EC2::SecurityGroupIngress")
    .filter(({ Properties }) => JSON.stringify(Properties.GroupId).includes(`Groups${group}`))
    .map(({ Properties }) => [
      String(Properties.GroupId["Fn::GetAtt"][0]).replace(/[0-9A-F]{8}$/, ""),
      String(Properties.SourceSecurityGroupId["Fn::GetAtt"][0]).replace(/[0-9A-F]{8}$/, ""),
      Properties.FromPort,
    ]);
}

test("a store is reached by its own environment's collector at its door, and by what reads its metrics", () => {
  expect(into("Store")).toEqual(
    ["test", "prod"].flatMap((name) => [
      [`GroupsStore${name}`, `GroupsCollector${name}`, awsPorts.door],
      [`GroupsStore${name}`, `GroupsAgent${name}`, awsPorts["door-ops"]],
    ]),
  );
});

test("a detector is reached by its own environment's collector at its door, and by what reads its metrics", () => {
  expect(into("Detector")).toEqual(
    ["test", "prod"].flatMap((name) => [
      [`GroupsDetector${name}`, `GroupsCollector${name}`, awsPorts.detector],
      [`GroupsDetector${name}`, `GroupsAgent${name}`, awsPorts["detector-ops"]],
    ]),
  );
});

test("nothing reaches what reads the metrics", () => {
  expect(into("Agent")).toEqual([]);
});

test("every endpoint has a policy, and each statement is bound to callers and resources of this account, or to one bucket", () => {
  const endpoints = assembly.ofType("AWS::EC2::VPCEndpoint");
  expect(endpoints.map(({ Properties }) => Properties.VpcEndpointType).sort()).toEqual([
    "Gateway",
    ...Array(5).fill("Interface"),
  ]);
  const account = { Ref: "AWS::AccountId" };
  for (const { Properties } of endpoints) {
    for (const { Condition, Resource, Action } of Properties.PolicyDocument.Statement) {
      expect(JSON.stringify(Action)).not.toContain("*");
      if (!Condition) expect(JSON.stringify(Resource)).toContain("prod-eu-central-1-starport-layer-bucket/*");
      else {
        expect(Condition.StringEquals["aws:PrincipalAccount"]).toEqual(account);
        // The sign-in to the image registry concerns no resource, so no condition on one could match.
        if (Action !== "ecr:GetAuthorizationToken") {
          expect(Condition.StringEquals["aws:ResourceAccount"]).toEqual(account);
        }
      }
    }
  }
});

test("servers come in through PrivateLink, which nobody may use until the deployer accepts them", () => {
  for (const { Properties } of assembly.ofType("AWS::ElasticLoadBalancingV2::LoadBalancer")) {
    expect(Properties).toMatchObject({ Scheme: "internal", Type: "network" });
  }
  const services = assembly.ofType("AWS::EC2::VPCEndpointService");
  expect(services).toHaveLength(2);
  for (const { Properties } of services) expect(Properties.AcceptanceRequired).toBe(true);
  expect(assembly.ofType("AWS::EC2::VPCEndpointServicePermissions")).toEqual([]);
});

test("synthesis needs no account and looks nothing up", () => {
  expect(JSON.stringify(assembly.resources)).not.toMatch(/dummy1|\b\d{12}\b/);
});
