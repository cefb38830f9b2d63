import { configDirectory } from "../../../lib/variables";
import { judge, task } from "./judge";
import { rendered } from "./rendered";

const tempo = rendered("company/prod/tempo.yaml");
const gateway = rendered("company/prod/ingest-gateway.json");
const collector = rendered("company/prod/collector.yaml");
const [ofTempo, ofGateway, ofCollector] = ["tempo.yaml", "ingest-gateway.json", "collector.yaml"].map(
  (file) => `${configDirectory}/${file}`,
);

const commands: readonly (readonly [string, object, readonly string[], boolean])[] = [
  ["Tempo on its file, with variables", tempo, ["/tempo", `-config.file=${ofTempo}`, "-config.expand-env=true"], true],
  [
    "Envoy on its file",
    gateway,
    ["/usr/local/bin/envoy", "--config-path", String(ofGateway), "--concurrency", "2"],
    true,
  ],
  [
    "Envoy on its file, once another is there",
    gateway,
    ["bash", "-c", 'exec "$@"', "/grants", "envoy", "--config-path", String(ofGateway)],
    true,
  ],
  ["a collector on its file", collector, ["/collector", `--config=${ofCollector}`], true],
  ["a program whose configuration nobody judges", { "grafana.ini": "" }, ["/grafana", "--homepath=/usr"], true],
  [
    "Tempo told to listen by a flag",
    tempo,
    ["/tempo", `-config.file=${ofTempo}`, "-server.http-listen-address="],
    false,
  ],
  [
    "Envoy on configuration in its command",
    gateway,
    ["envoy", "--config-path", String(ofGateway), "--config-yaml", "{}"],
    false,
  ],
  [
    "a collector on a second file",
    collector,
    ["/collector", `--config=${ofCollector}`, "--config=/var/kit/more.yaml"],
    false,
  ],
  ["a collector on a variable", collector, ["/collector", "--config=env:CONFIG"], false],
  [
    "a collector with one setting changed",
    collector,
    ["/collector", `--config=${ofCollector}`, "--set=exporters.debug={}"],
    false,
  ],
  ["a collector on what its image says", collector, ["/collector"], false],
];

test.each(commands)("%s", (_, files, entryPoint, inOrder) => {
  const found = judge((stack) =>
    task(stack, { files: files as Record<string, string>, container: { entryPoint: [...entryPoint] } }),
  );
  expect(found).toEqual(inOrder ? [] : ["JudgedConfiguration Stack/Task"]);
});
