import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Template } from "aws-cdk-lib/assertions";
import { awsPorts, ingestHost } from "../../lib/aws-site";
import { consumerTemplate } from "../../lib/consumer-template";
import { cellOf } from "../../lib/inputs";
import { programHolders } from "../../lib/pki/holders";
import { assemble } from "./assembly";
import { fixture } from "./fixture";

const inputs = fixture("jaeger");
const cell = cellOf(inputs, "prod");
const template = Template.fromJSON(consumerTemplate(cell) as Record<string, unknown>);
const host = ingestHost(cell.kit.name, "prod");

test("servers of another account reach the ingest gateway under the name that its certificate is for", () => {
  template.hasResourceProperties("AWS::Route53::HostedZone", { Name: host });
  template.hasResourceProperties("AWS::Route53::RecordSet", {
    Name: host,
    Type: "A",
    AliasTarget: {
      DNSName: {
        "Fn::Select": [1, { "Fn::Split": [":", { "Fn::Select": [0, { "Fn::GetAtt": ["Endpoint", "DnsEntries"] }] }] }],
      },
    },
  });
  const gateway = programHolders(cell).find(({ subject }) => subject.dns?.includes(host));
  expect(gateway?.secret).toBe("IngestTls");
});

test("the endpoint takes spans from the servers' group, and nothing else comes in or goes out", () => {
  template.hasResourceProperties("AWS::EC2::SecurityGroup", {
    SecurityGroupIngress: [
      { FromPort: awsPorts.ingest, ToPort: awsPorts.ingest, SourceSecurityGroupId: { Ref: "ServersGroupId" } },
    ],
    SecurityGroupEgress: [{ CidrIp: "127.0.0.1/32", IpProtocol: "-1" }],
  });
  template.resourceCountIs("AWS::EC2::SecurityGroup", 1);
});

test("what it asks for is what the environment's stack tells", async () => {
  const { directory } = await assemble(inputs);
  const told = JSON.parse(readFileSync(join(directory, "cell-prod.template.json"), "utf8"));
  expect(Object.keys(told.Outputs).some((name) => name.includes("ServiceName"))).toBe(true);
  expect(Object.keys(template.findParameters("*")).sort()).toEqual([
    "ServersGroupId",
    "ServiceName",
    "SubnetIds",
    "VpcId",
  ]);
});
