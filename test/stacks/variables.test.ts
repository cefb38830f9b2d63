import { serialize } from "../../lib/artifact";
import { awsArtifacts } from "../../lib/aws-artifacts";
import { assemble } from "./assembly";
import { fixture, withPeople } from "./fixture";

/** Which container reads which file. */
const readers = {
  "collector.yaml": "collector",
  "ingest-gateway.json": "gateway",
  "store-door.json": "door",
  "tempo.yaml": "tempo",
  "jaeger.yaml": "jaeger",
} as const;

/** Variables a file cannot do without: those with a default of their own may be missing. */
function namedIn(text: string): readonly string[] {
  const inBraces = text.matchAll(/\$\{(?:env:)?([A-Z][A-Z0-9_]*)\}/g);
  const ofEnvoy = text.matchAll(/"environment_variable": "([A-Z0-9_]+)"|%ENVIRONMENT\(([A-Z0-9_]+)\)%/g);
  return [...inBraces, ...ofEnvoy].flatMap(([, name, other]) => name ?? other ?? []);
}

test.each(["tempo", "jaeger"] as const)(
  "with %s every variable that a file names is given to the container",
  async (store) => {
    const target = { id: "watch-tower", endpoint: "https://otlp.watch-tower.test", environments: "all" };
    const inputs = fixture(store, { kit: { network: { egress: "internet" } }, access: { exportTargets: [target] } });
    const { resources } = await assemble(inputs);
    const containers = resources
      .filter(({ stack, Type }) => stack === "cell-prod" && Type === "AWS::ECS::TaskDefinition")
      .flatMap(({ id, Properties }) =>
        Properties.ContainerDefinitions.map((container: { Name: string }) => ({
          ...container,
          Name: container.Name === "envoy" ? (id.startsWith("Store") ? "door" : "gateway") : container.Name,
        })),
      );

    for (const artifact of awsArtifacts(inputs)) {
      const [environment, file = ""] = artifact.path.split("/");
      const reader = readers[file as keyof typeof readers];
      if (environment !== "prod" || !reader) continue;
      const { Environment = [], Secrets = [] } = containers.find(({ Name }) => Name === reader);
      const given = [...Environment, ...Secrets].map(({ Name }) => Name);
      const named = namedIn(serialize(artifact));
      expect(named.length).toBeGreaterThan(0);
      expect(given).toEqual(expect.arrayContaining([...named]));
    }
  },
);

test("where people read, every variable that a gateway's file names is given to its container", async () => {
  const inputs = withPeople("tempo", { egress: "internet" });
  const { resources } = await assemble(inputs);
  const containers = resources
    .filter(({ stack, Type }) => stack === "cell-prod" && Type === "AWS::ECS::TaskDefinition")
    .flatMap(({ Properties }) => Properties.ContainerDefinitions);
  const gateways = ["query-gateway", "metrics-gateway", "grants-gateway", "metrics-grants-gateway", "egress-gateway"];
  const named = awsArtifacts(inputs)
    .filter(({ path }) => gateways.some((gateway) => path === `prod/${gateway}.json`))
    .map((artifact) => ({ gateway: artifact.path.slice(5, -5), names: namedIn(serialize(artifact)) }));
  expect(new Set(named.map(({ gateway }) => gateway))).toEqual(new Set(gateways));
  for (const { gateway, names } of named) {
    const { Environment = [], Secrets = [] } = containers.find(({ Name }) => Name === gateway);
    const given = [...Environment, ...Secrets].map(({ Name }) => Name);
    expect([gateway, names.filter((name) => !given.includes(name))]).toEqual([gateway, []]);
  }
});
