import type { CfnResource, Stack } from "aws-cdk-lib";
import { CfnEIP, CfnInternetGateway, CfnSecurityGroupIngress } from "aws-cdk-lib/aws-ec2";
import { makeInputs } from "../../bin/inputs";
import { awsPorts } from "../../lib/aws-site";
import { alter, type Config, change, type Finished, finished, type Mutation, override } from "./finished";

/** One environment of one team. */
const smallest = makeInputs({
  kit: { name: "harbour", region: "eu-central-1" },
  environments: { prod: {} },
  access: { teams: [{ id: "billing", services: ["billing-mcp"] }], audiences: [], grants: [] },
});

/** Adds a resource to a stack. */
const add =
  (stack: string, make: (stack: Stack) => void) =>
  ({ app }: Finished) =>
    make(app.node.findChild(stack) as Stack);

const open = (port: number, from: object) =>
  add("network", (stack) => {
    const store = stack.node
      .findAll()
      .find(({ node }) => node.path === "network/Groups/Store-prod/Resource") as CfnResource;
    const groupId = store.getAtt("GroupId").toString();
    new CfnSecurityGroupIngress(stack, "Opened", { groupId, ipProtocol: "tcp", fromPort: port, toPort: port, ...from });
  });

const mutations: readonly (readonly [string, Mutation, string])[] = [
  [
    "a public IP",
    override("AWS::ECS::Service", "NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp", "ENABLED"),
    "InternetRoute",
  ],
  ["an elastic address", add("network", (stack) => new CfnEIP(stack, "Address")), "InternetRoute"],
  ["an internet gateway", add("network", (stack) => new CfnInternetGateway(stack, "Gateway")), "InternetRoute"],
  [
    "a load balancer that faces the internet",
    override("AWS::ElasticLoadBalancingV2::LoadBalancer", "Scheme", "internet-facing"),
    "InternetRoute",
  ],
  ["an open security group", open(443, { cidrIp: "0.0.0.0/0" }), "OpenSecurityGroup"],
  [
    "a rule that lets a whole network reach the store",
    open(awsPorts["store-http"], { cidrIp: "10.0.0.0/8" }),
    "StoreReachable",
  ],
  [
    "an unscrubbed exporter",
    alter("collector.yaml", (config) => {
      config.exporters["otlp_http/leak"] = { endpoint: "https://leak.example" };
      config.service.pipelines["traces/prod.billing"]?.exporters.push("otlp_http/leak");
    }),
    "UnscrubbedExport",
  ],
  [
    "a plain-HTTP OTLP port",
    alter("ingest-gateway.json", ({ static_resources }) => {
      const ingest = static_resources.listeners.find(({ name }: Config) => name === "ingest");
      delete ingest.filter_chains[0].transport_socket;
    }),
    "UnauthenticatedOtlp",
  ],
  [
    "a balancer that ends TLS",
    override("AWS::ElasticLoadBalancingV2::Listener", "Protocol", "TLS"),
    "UnauthenticatedOtlp",
  ],
  [
    "a store that listens to all",
    alter("tempo.yaml", (config) => {
      config.server.http_listen_address = "";
    }),
    "StoreReachable",
  ],
  [
    "an unencrypted bucket",
    change("AWS::S3::Bucket", (bucket) => bucket.addPropertyDeletionOverride("BucketEncryption")),
    "UnencryptedData",
  ],
  [
    "logs without a key",
    change("AWS::Logs::LogGroup", (logs) => logs.addPropertyDeletionOverride("KmsKeyId")),
    "UnencryptedData",
  ],
  [
    "logs without an end",
    change("AWS::Logs::LogGroup", (logs) => logs.addPropertyDeletionOverride("RetentionInDays")),
    "UnboundedRetention",
  ],
  [
    "a bucket without its denial",
    change("AWS::S3::BucketPolicy", (policy) => policy.addPropertyOverride("PolicyDocument.Statement", [])),
    "MissingDeny",
  ],
  [
    "a key without its denial",
    change("AWS::KMS::Key", (key) => key.addPropertyOverride("KeyPolicy.Statement", [])),
    "MissingDeny",
  ],
  [
    "a file system without its denial",
    change("AWS::EFS::FileSystem", (files) => files.addPropertyDeletionOverride("FileSystemPolicy")),
    "MissingDeny",
  ],
  [
    "an endpoint without policy",
    change("AWS::EC2::VPCEndpoint", (endpoint) => endpoint.addPropertyDeletionOverride("PolicyDocument")),
    "OpenEndpoint",
  ],
  [
    "a service without security group",
    override("AWS::ECS::Service", "NetworkConfiguration.AwsvpcConfiguration.SecurityGroups", []),
    "DefaultGroup",
  ],
  [
    "a program that runs as root",
    override("AWS::ECS::TaskDefinition", "ContainerDefinitions.0.User", "0"),
    "HardenedContainer",
  ],
  [
    "a program that may write its root",
    override("AWS::ECS::TaskDefinition", "ContainerDefinitions.0.ReadonlyRootFilesystem", false),
    "HardenedContainer",
  ],
  [
    "a program with capabilities",
    override("AWS::ECS::TaskDefinition", "ContainerDefinitions.0.LinuxParameters.Capabilities.Drop", []),
    "HardenedContainer",
  ],
  [
    "more time to stop than Fargate gives",
    override("AWS::ECS::TaskDefinition", "ContainerDefinitions.0.StopTimeout", 300),
    "StopTimeout",
  ],
  [
    "an image that nobody pinned",
    override("AWS::ECS::TaskDefinition", "ContainerDefinitions.0.Image", "grafana/tempo:3.0.3"),
    "ImageByDigest",
  ],
];

test("what nobody changed synthesizes", () => {
  expect(() => finished(smallest).app.synth()).not.toThrow();
});

test.each(mutations)("%s makes synthesis fail", (_, mutate, rule) => {
  const built = finished(smallest);
  mutate(built);
  expect(() => built.app.synth()).toThrow(new RegExp(`TraceSecurity-${rule}\\b`));
});
