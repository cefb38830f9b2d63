import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, Aspects, CfnResource, type Stack } from "aws-cdk-lib";
import { CfnEIP, CfnInternetGateway, CfnSecurityGroupIngress } from "aws-cdk-lib/aws-ec2";
import { parse, stringify } from "yaml";
import { makeInputs } from "../../bin/inputs";
import { buildApp } from "../../lib/app";
import { awsPorts } from "../../lib/aws-site";
import { featureFlags } from "../../lib/compliance/feature-flags";

// biome-ignore lint/suspicious/noExplicitAny: rendered configuration is open-ended
type Config = any;

/** A finished app, and where its images are staged. */
interface Built {
  readonly app: App;
  readonly outdir: string;
}

const made: string[] = [];
afterAll(() => {
  for (const directory of made) rmSync(directory, { recursive: true, force: true });
});

const smallest = makeInputs({
  kit: { name: "harbour", region: "eu-central-1", compliance: { packs: [] } },
  environments: { prod: {} },
  access: { teams: [{ id: "billing", services: ["billing-mcp"] }], audiences: [], grants: [] },
});

/** One environment of one team, held to the kit's own pack alone: what others find must not hide what it overlooks. */
function build(): Built {
  const outdir = mkdtempSync(join(tmpdir(), "kit-mutation-"));
  made.push(outdir);
  const app = new App({ outdir, context: { ...featureFlags } });
  return { app: buildApp(app, smallest), outdir };
}

/** Changes every resource of a type, as an aspect or an escape hatch somewhere in the stacks would. */
function change(type: string, mutate: (resource: CfnResource) => void) {
  return ({ app }: Built) =>
    Aspects.of(app).add({
      visit: (node) => {
        if (CfnResource.isCfnResource(node) && node.cfnResourceType === type) mutate(node);
      },
    });
}

const override = (type: string, path: string, value: unknown) =>
  change(type, (resource) => resource.addPropertyOverride(path, value));

/** Changes a rendered file in every image that holds it, after it was rendered and staged. */
function alter(file: string, mutate: (config: Config) => void) {
  return ({ outdir }: Built) => {
    const holding = readdirSync(outdir)
      .filter((name) => name.startsWith("asset."))
      .map((name) => join(outdir, name))
      .filter((directory) => readdirSync(directory).includes(file));
    expect(holding).not.toEqual([]);
    for (const directory of holding) {
      const path = join(directory, file);
      const config: Config = parse(readFileSync(path, "utf8"));
      mutate(config);
      writeFileSync(path, file.endsWith(".json") ? JSON.stringify(config) : stringify(config));
    }
  };
}

/** Adds a resource to a stack. */
const add =
  (stack: string, make: (stack: Stack) => void) =>
  ({ app }: Built) =>
    make(app.node.findChild(stack) as Stack);

const open = (port: number, from: object) =>
  add("network", (stack) => {
    const store = stack.node
      .findAll()
      .find(({ node }) => node.path === "network/Groups/Store-prod/Resource") as CfnResource;
    const groupId = store.getAtt("GroupId").toString();
    new CfnSecurityGroupIngress(stack, "Opened", { groupId, ipProtocol: "tcp", fromPort: port, toPort: port, ...from });
  });

const mutations: readonly (readonly [string, (built: Built) => void, string])[] = [
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
  expect(() => build().app.synth()).not.toThrow();
});

test.each(mutations)("%s makes synthesis fail", (_, mutate, rule) => {
  const built = build();
  mutate(built);
  expect(() => built.app.synth()).toThrow(new RegExp(`TraceSecurity-${rule}\\b`));
});
