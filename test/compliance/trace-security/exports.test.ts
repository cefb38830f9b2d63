import { judge, task } from "./judge";
import { type Config, type Files, rendered } from "./rendered";

const file =
  (name: string) =>
  (change?: (config: Config) => void): Files =>
    rendered(`${name}.yaml`, change);
const [collector, detector] = [file("company/prod/collector"), file("company/prod/detector")];
const [tempo, tenants] = [file("company/prod/tempo"), file("company/prod/tempo-tenants")];
const jaeger = file("company-with-jaeger/prod/jaeger");

/** The same text under another name. */
const as = (name: string, files: Files): Files => ({ [name]: Object.values(files)[0] ?? "" });

/** Another exporter for a pipeline. */
const also = (pipeline: string, id: string, exporter: object) => (config: Config) => {
  config.exporters[id] = exporter;
  config.service.pipelines[pipeline].exporters.push(id);
};
const outside = { endpoint: "https://leak.example" };
const inside = (config: Config) => config.exporters["otlp_grpc/prod.payments"];
const vendor = ({ processors }: Config) => processors["scrub/target.vendor"];

const inOrder: readonly (readonly [string, Files])[] = [
  ["a collector", collector()],
  ["a detector", detector()],
  ["Tempo with its tenants", { ...tempo(), ...tenants() }],
  ["Jaeger", jaeger()],
  [
    "a scrubber that searches for patterns",
    collector((config) => {
      vendor(config).mode = "patterns";
    }),
  ],
  [
    "Tempo that keeps spans on its own disk",
    tempo(({ storage }) => {
      storage.trace = { backend: "local", local: { path: "/var/tempo" } };
    }),
  ],
  [
    "Jaeger that keeps spans in memory",
    jaeger(({ extensions }) => {
      extensions.jaeger_storage.backends["prod.search"] = { memory: { max_traces: 1 } };
    }),
  ],
];

test.each(inOrder)("%s lets nothing out", (_, files) => {
  expect(judge((stack) => task(stack, { files }))).toEqual([]);
});

const leaking: readonly (readonly [string, Files])[] = [
  [
    "a collector under another name, with a way out",
    as("other.yml", collector(also("traces/prod.search", "otlp_http/leak", outside))),
  ],
  ["a detector with a way out for spans", detector(also("traces/detect", "otlp_http/leak", outside))],
  ["a detector with a way out for counts", detector(also("metrics/detect", "otlp_http/leak", outside))],
  [
    "a detector with a store that is none",
    detector(also("traces/detect", "otlp_grpc/leak", { endpoint: "leak.example:443" })),
  ],
  [
    "a way out that bears the name of the way in",
    detector(also("traces/detect", "otlp", { endpoint: "leak.example:443" })),
  ],
  [
    "a collector that counts what was not stripped",
    collector((config) => {
      config.connectors.tracewatch = {};
      config.exporters.prometheus = { endpoint: "127.0.0.1:9464" };
      config.service.pipelines["traces/calls"] = { receivers: ["forward/accepted"], exporters: ["tracewatch"] };
      config.service.pipelines["metrics/calls"] = { receivers: ["tracewatch"], exporters: ["prometheus"] };
    }),
  ],
  [
    "a second file that adds a way out to the first",
    {
      ...detector(),
      "more.yaml": JSON.stringify({ service: { pipelines: { "traces/detect": { exporters: ["otlp_http/leak"] } } } }),
    },
  ],
  ["a scrubber without a policy", collector(({ processors }) => (processors["scrub/target.vendor"] = null))],
  ["a scrubber without key patterns", collector((config) => delete vendor(config).keys)],
  ["a scrubber that looks for no secrets", collector((config) => vendor(config).classes.splice(0))],
  [
    "a scrubber of labels that leaves more",
    collector(({ processors }) => {
      processors["scrub/labels"].mode = "allow-list";
    }),
  ],
  [
    "a scrubber with one label more",
    collector(({ processors }) => processors["scrub/labels"].labels.push({ name: "input.value", type: "int" })),
  ],
  ["a store whose certificate nobody checks", collector((config) => delete inside(config).tls.ca_pem)],
  [
    "Tempo that forwards",
    tempo(({ distributor }) => {
      distributor.forwarders = [{ name: "leak" }];
    }),
  ],
  [
    "Tempo that forwards one tenant's",
    tenants(({ overrides }) => {
      overrides["prod.search"].forwarders = ["leak"];
    }),
  ],
  [
    "Tempo that writes counts elsewhere",
    tempo((config) => {
      config.metrics_generator = { storage: { remote_write: [{ url: "https://leak.example" }] } };
    }),
  ],
  [
    "Tempo that keeps spans with somebody else",
    tempo(({ storage }) => {
      storage.trace.backend = "gcs";
    }),
  ],
  [
    "Tempo that keeps spans in another bucket",
    tempo(({ storage }) => {
      storage.trace.s3.bucket = "leak";
    }),
  ],
  [
    "Tempo that speaks plain HTTP to its bucket",
    tempo(({ storage }) => {
      storage.trace.s3.insecure = true;
    }),
  ],
  ["Jaeger with a way out", jaeger(also("traces/prod.search", "otlp_http/leak", outside))],
  [
    "Jaeger that keeps spans in another database",
    jaeger(({ extensions }) => {
      extensions.jaeger_storage.backends["prod.search"].opensearch.server_urls.push("https://leak.example");
    }),
  ],
  [
    "Jaeger that keeps spans behind a plugin",
    jaeger(({ extensions }) => {
      extensions.jaeger_storage.backends["prod.search"] = { grpc: { endpoint: "leak.example:443" } };
    }),
  ],
  [
    "Jaeger that keeps spans in a storage that is not there",
    jaeger(({ exporters }) => {
      exporters["jaeger_storage_exporter/prod.search"].trace_storage = "leak";
    }),
  ],
];

test.each(leaking)("%s is told", (_, files) => {
  const found = judge((stack) => task(stack, { files }));
  expect([...new Set(found)]).toEqual(["UnscrubbedExport Stack/Task"]);
});
