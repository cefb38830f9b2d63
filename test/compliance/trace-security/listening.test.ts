import { judge, task } from "./judge";
import { type Config, type Files, rendered } from "./rendered";

const detector = (change?: (config: Config) => void) => rendered("company/prod/detector.yaml", change);
const tempo = (change?: (config: Config) => void) => rendered("company/prod/tempo.yaml", change);
const jaeger = (change?: (config: Config) => void) => rendered("company-with-jaeger/prod/jaeger.yaml", change);

const programs: readonly (readonly [string, Files, string | undefined])[] = [
  ["Tempo as it is rendered", tempo(), undefined],
  [
    "Tempo that answers everybody",
    tempo((config) => {
      config.server.http_listen_address = "0.0.0.0";
    }),
    "StoreReachable",
  ],
  [
    "Tempo that takes spans from everybody",
    tempo((config) => {
      config.distributor.receivers.otlp.protocols.grpc.endpoint = "0.0.0.0:4317";
    }),
    "StoreReachable",
  ],
  [
    "Tempo that says nothing of its HTTP address",
    tempo(({ server }) => delete server.http_listen_address),
    "StoreReachable",
  ],
  [
    "Tempo that says nothing of its gRPC address",
    tempo(({ server }) => delete server.grpc_listen_address),
    "StoreReachable",
  ],
  ["Tempo that says nothing at all", { "tempo.yaml": "" }, "StoreReachable"],
  [
    "Tempo under another name",
    { "store.yaml": Object.values(tempo(({ server }) => delete server.http_listen_address))[0] ?? "" },
    "StoreReachable",
  ],
  ["Tempo whose gossip is bound to nothing", tempo(({ memberlist }) => delete memberlist.bind_addr), "StoreReachable"],
  [
    "Tempo whose receiver says nothing of its address",
    tempo(({ distributor }) => delete distributor.receivers.otlp.protocols.grpc.endpoint),
    "StoreReachable",
  ],
  [
    "Tempo with a receiver without settings",
    tempo(({ distributor }) => {
      distributor.receivers.zipkin = null;
    }),
    "StoreReachable",
  ],
  [
    "Tempo with a second server for its own parts",
    tempo((config) => {
      config.internal_server = { enable: true, http_listen_address: "127.0.0.1" };
    }),
    "StoreReachable",
  ],
  [
    "Tempo on a name that only begins like loopback",
    tempo(({ server }) => {
      server.http_listen_address = "127.0.0.1.example.com";
    }),
    "StoreReachable",
  ],
  ["Jaeger as it is rendered", jaeger(), undefined],
  [
    "Jaeger that says nothing of its gRPC address",
    jaeger(({ extensions }) => delete extensions["jaeger_query/prod.search"].grpc),
    "StoreReachable",
  ],
  [
    "Jaeger with an extension that says nothing of its address",
    jaeger(({ extensions }) => {
      extensions.remote_sampling = { file: {} };
    }),
    "StoreReachable",
  ],
  [
    "Jaeger that takes spans from everybody",
    jaeger(({ receivers }) => {
      receivers["otlp/prod.search"].protocols.grpc.endpoint = "0.0.0.0:4317";
    }),
    "UnauthenticatedOtlp",
  ],
  ["a detector as it is rendered", detector(), undefined],
  [
    "a detector that takes spans from everybody",
    detector(({ receivers }) => {
      receivers.otlp.protocols.grpc.endpoint = "0.0.0.0:14318";
    }),
    "UnauthenticatedOtlp",
  ],
  [
    "a detector whose receiver has no settings",
    detector(({ receivers }) => {
      receivers.zipkin = null;
    }),
    "UnauthenticatedOtlp",
  ],
  [
    "a detector that shows its counts to everybody",
    detector(({ exporters }) => {
      exporters.prometheus.endpoint = "0.0.0.0:9464";
    }),
    "StoreReachable",
  ],
  [
    "a detector that tells everybody of itself",
    detector(({ service }) => {
      service.telemetry.metrics.readers[0].pull.exporter.prometheus.host = "0.0.0.0";
    }),
    "StoreReachable",
  ],
  [
    "a detector that can be looked into",
    detector(({ extensions }) => {
      extensions.zpages = { endpoint: "0.0.0.0:55679" };
    }),
    "StoreReachable",
  ],
  [
    "Jaeger that answers everybody",
    jaeger((config) => {
      config.extensions["jaeger_query/prod.search"].http.endpoint = "0.0.0.0:16686";
    }),
    "StoreReachable",
  ],
];

test.each(programs)("%s", (_, files, rule) => {
  const found = judge((stack) => task(stack, { files }));
  expect([...new Set(found)]).toEqual(rule === undefined ? [] : [`${rule} Stack/Task`]);
});
