import type { Stack } from "aws-cdk-lib";
import { CfnSecurityGroup, CfnSecurityGroupIngress } from "aws-cdk-lib/aws-ec2";
import { CfnService } from "aws-cdk-lib/aws-ecs";
import { CfnListener, CfnTargetGroup } from "aws-cdk-lib/aws-elasticloadbalancingv2";
import { awsPorts } from "../../../lib/aws-site";
import { ingestTokenFilter } from "../../../lib/gateway/ingest-tokens";
import { companyCell } from "../../fixtures/cell";
import { judge, task } from "./judge";
import { type Config, type Files, listener, manager, rendered, tls } from "./rendered";

const ingest = (change?: (config: Config) => void) => rendered("company/prod/ingest-gateway.json", change);
const collector = (change?: (config: Config) => void) => rendered("company/prod/collector.yaml", change);
const { site } = companyCell();
const issuer = { issuer: "https://issuer.acme.example", audience: "mcp-traces" };
const pipelines = ({ service }: Config) => service.pipelines;

const files: readonly (readonly [string, Files, string | undefined])[] = [
  ["an ingest gateway as it is rendered", ingest(), undefined],
  [
    "one without TLS",
    ingest((config) => delete listener(config).filter_chains[0].transport_socket),
    "UnauthenticatedOtlp",
  ],
  [
    "one that asks for no certificate",
    ingest((config) => {
      tls(config).require_client_certificate = false;
    }),
    "UnauthenticatedOtlp",
  ],
  [
    "one that asks for a certificate of anybody",
    ingest((config) => delete tls(config).common_tls_context.validation_context),
    "UnauthenticatedOtlp",
  ],
  [
    "one with a second, open chain",
    ingest((config) => listener(config).filter_chains.push({ filters: [] })),
    "UnauthenticatedOtlp",
  ],
  [
    "one that asks for a token instead",
    ingest((config) => {
      tls(config).require_client_certificate = false;
      manager(config).http_filters.unshift(ingestTokenFilter(issuer, site));
    }),
    undefined,
  ],
  [
    "one that has a filter for tokens, and no rule for it",
    ingest((config) => {
      tls(config).require_client_certificate = false;
      manager(config).http_filters.unshift({ name: "envoy.filters.http.jwt_authn" });
    }),
    "UnauthenticatedOtlp",
  ],
  [
    "a gateway whose admin interface has a port",
    ingest((config) => {
      config.admin.address = { socket_address: { address: "127.0.0.1", port_value: 9000 } };
    }),
    "StoreReachable",
  ],
  [
    "a gateway whose admin interface answers whatever is asked",
    ingest((config) => {
      config.admin.allow_paths = [];
    }),
    "StoreReachable",
  ],
  [
    "a gateway whose admin interface can be told to quit",
    ingest((config) => {
      config.admin.allow_paths.push({ exact: "/quitquitquit" });
    }),
    "StoreReachable",
  ],
  ["a collector as it is rendered", collector(), undefined],
  [
    "one whose receiver listens to everybody",
    collector((config) => {
      config.receivers["otlp/prod.payments"].protocols.grpc.endpoint = "0.0.0.0:4317";
    }),
    "UnauthenticatedOtlp",
  ],
  [
    "one whose receiver says nothing of its address",
    collector((config) => {
      config.receivers["otlp/more"] = { protocols: { http: {} } };
    }),
    "UnauthenticatedOtlp",
  ],
  [
    "one whose receiver listens with mutual TLS",
    collector((config) => {
      const tls = { client_ca_file: "/ca.pem" };
      config.receivers["otlp/more"] = { protocols: { grpc: { endpoint: "0.0.0.0:5317", tls } } };
    }),
    undefined,
  ],
  [
    "one that exports what it accepted as it is",
    collector((config) => {
      pipelines(config)["traces/prod.payments"].exporters.push("otlp_http/vendor");
    }),
    "UnscrubbedExport",
  ],
  [
    "one whose target lost its scrubber",
    collector((config) => delete pipelines(config)["traces/export.vendor"].processors),
    "UnscrubbedExport",
  ],
  [
    "one whose scrubber is named and not there",
    collector((config) => delete config.processors["scrub/target.vendor"]),
    "UnscrubbedExport",
  ],
  [
    "one whose store is elsewhere",
    collector((config) => {
      config.exporters["otlp_grpc/prod.payments"].endpoint = "store.example.com:443";
    }),
    "UnscrubbedExport",
  ],
  [
    "one that believes any store",
    collector((config) => {
      config.exporters["otlp_grpc/prod.payments"].tls.insecure_skip_verify = true;
    }),
    "UnscrubbedExport",
  ],
];

test.each(files)("%s", (_, contents, rule) => {
  const found = judge((stack) => task(stack, { files: contents }));
  expect([...new Set(found)]).toEqual(rule === undefined ? [] : [`${rule} Stack/Task`]);
});

/** A balancer's listener in front of an ingest gateway, with the group that lets spans in. */
function entry(stack: Stack, gateway: Files, properties: object = {}): void {
  const ports = [{ containerPort: awsPorts.ingest }];
  const { ref: taskDefinition } = task(stack, { files: gateway, container: { portMappings: ports } });
  const { ref: targetGroupArn } = new CfnTargetGroup(stack, "Targets", { port: awsPorts.ingest, protocol: "TCP" });
  const group = new CfnSecurityGroup(stack, "Group", {
    groupDescription: "Of the gateway",
    securityGroupEgress: [{ cidrIp: "127.0.0.1/32", ipProtocol: "-1" }],
  }).attrGroupId;
  new CfnSecurityGroupIngress(stack, "Rule", {
    ...{ groupId: group, ipProtocol: "tcp", fromPort: awsPorts.ingest, toPort: awsPorts.ingest },
    sourceSecurityGroupId: "sg-1",
  });
  new CfnService(stack, "Service", {
    taskDefinition,
    loadBalancers: [{ containerName: "program", containerPort: awsPorts.ingest, targetGroupArn }],
    networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-1"], securityGroups: [group] } },
  });
  new CfnListener(stack, "Listener", {
    ...{ loadBalancerArn: "arn:aws:elasticloadbalancing:lb", port: awsPorts.ingest, protocol: "TCP" },
    defaultActions: [{ type: "forward", targetGroupArn }],
    ...properties,
  });
}

const plain = ingest((config) => delete listener(config).filter_chains[0].transport_socket);

test("a listener that passes TLS through to a gateway that asks for proof is in order", () => {
  expect(judge((stack) => entry(stack, ingest()))).toEqual([]);
});

test("a listener in front of a plain gateway is told, and so are the gateway and the group that opens it", () => {
  expect(judge((stack) => entry(stack, plain))).toEqual([
    "UnauthenticatedOtlp Stack/Task",
    "UnauthenticatedOtlp Stack/Listener",
    "UnauthenticatedOtlp Stack/Rule",
  ]);
});

test.each(["HTTP", "TLS", "HTTPS", "UDP"])("a listener that speaks %s is told", (protocol) => {
  expect(judge((stack) => entry(stack, ingest(), { protocol }))).toEqual(["UnauthenticatedOtlp Stack/Listener"]);
});

test("a listener that verifies clients' certificates itself is in order", () => {
  const mutual = { protocol: "HTTPS", mutualAuthentication: { mode: "verify", trustStoreArn: "arn:aws:ts" } };
  expect(judge((stack) => entry(stack, ingest(), mutual))).toEqual([]);
});
