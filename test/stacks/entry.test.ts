import { ingestHost } from "../../lib/aws-site";
import { type Assembly, assemble } from "./assembly";
import { fixture } from "./fixture";

const account = `arn:aws:iam::${"2".repeat(12)}:root`;

let assembly: Assembly;
beforeAll(async () => {
  const inputs = fixture("tempo");
  const prod = inputs.environments.prod;
  if (!prod) throw new Error("the fixture has no prod");
  const ingest = { ...prod.ingest, allowedPrincipals: [account], clientRanges: ["10.40.0.0/16"] };
  assembly = await assemble({ ...inputs, environments: { ...inputs.environments, prod: { ...prod, ingest } } });
});

test("each environment's load balancer has the name that its certificate is for", () => {
  const domains = new Map(
    assembly
      .ofType("AWS::ServiceDiscovery::PrivateDnsNamespace")
      .map(({ stack, Properties }) => [stack, Properties.Name]),
  );
  const names = assembly
    .ofType("AWS::ServiceDiscovery::Service")
    .filter(({ id }) => id.includes("IngestName"))
    .map(({ stack, Properties }) => `${Properties.Name}.${domains.get(stack)}`);
  expect(new Set(names)).toEqual(new Set(["test", "prod"].map((environment) => ingestHost("harbour", environment))));
  const balancers = assembly
    .ofType("AWS::ServiceDiscovery::Instance")
    .map(({ Properties }) => Properties.InstanceAttributes.AWS_ALIAS_DNS_NAME["Fn::GetAtt"]);
  expect(balancers).toEqual([0, 1].map(() => [expect.stringMatching(/^IngestEntryBalancer/), "DNSName"]));
});

test("who may ask for an endpoint is named, and is accepted by hand all the same", () => {
  const permissions = assembly.ofType("AWS::EC2::VPCEndpointServicePermissions");
  expect(permissions).toMatchObject([{ stack: "cell-prod", Properties: { AllowedPrincipals: [account] } }]);
  for (const { Properties } of assembly.ofType("AWS::EC2::VPCEndpointService")) {
    expect(Properties.AcceptanceRequired).toBe(true);
  }
});

test("servers without PrivateLink are let in from the addresses that are named, in that environment alone", () => {
  const byAddress = assembly
    .ofType("AWS::EC2::SecurityGroupIngress")
    .filter(({ Properties }) => Properties.CidrIp !== undefined)
    .map(({ Properties }) => [
      Properties.GroupId["Fn::GetAtt"][0].replace(/[0-9A-F]{8}$/, ""),
      Properties.CidrIp,
      Properties.FromPort,
      Properties.ToPort,
    ]);
  expect(byAddress).toEqual([["GroupsIngestprod", "10.40.0.0/16", 4317, 4317]]);
});

test("what the two settings open is no finding", () => {
  expect(assembly.findings).toEqual([]);
});
