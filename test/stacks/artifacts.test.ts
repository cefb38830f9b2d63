import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { serialize } from "../../lib/artifact";
import { awsArtifacts } from "../../lib/aws-artifacts";
import { type Assembly, assemble } from "./assembly";
import { fixture, withPeople } from "./fixture";

/** What nobody runs while nobody can sign in. */
const unused = /\/(?:query|metrics|egress)-gateway\.json$/;

describe.each(["tempo", "jaeger"] as const)("the images with %s", (store) => {
  const inputs = fixture(store);
  const artifacts = awsArtifacts(inputs);
  let assembly: Assembly;
  beforeAll(async () => {
    assembly = await assemble(inputs);
  });

  /** Directory each container's image of a stack is built from, by what the image holds. */
  function directories(stack: string): readonly string[] {
    const { dockerImages } = JSON.parse(readFileSync(join(assembly.directory, `${stack}.assets.json`), "utf8"));
    return Object.values(dockerImages as Record<string, { source: { directory: string } }>).map(({ source }) =>
      join(assembly.directory, source.directory),
    );
  }

  test.each(["test", "prod"])("hold exactly what was rendered for %s", (environment) => {
    const held = Object.fromEntries(
      directories(`cell-${environment}`).flatMap((directory) =>
        readdirSync(directory)
          .filter((name) => /\.(ya?ml|json)$/.test(name))
          .map((name) => [`${environment}/${name}`, readFileSync(join(directory, name), "utf8")]),
      ),
    );
    const rendered = artifacts
      .filter(({ path }) => path.startsWith(`${environment}/`) && !path.endsWith("/alerts.yaml") && !unused.test(path))
      .map((artifact) => [artifact.path, serialize(artifact)]);
    expect(held).toEqual(Object.fromEntries(rendered));
  });

  test("start what they are built from, with the file they hold, as the user they are made for", () => {
    for (const directory of directories("cell-prod")) {
      const lines = readFileSync(join(directory, "Dockerfile"), "utf8").trim().split("\n");
      expect(lines[0]).toMatch(/^FROM [^ ]+:[^ ]+( AS build)?$|^FROM --platform=\$BUILDPLATFORM [^ ]+:[^ ]+ AS build$/);
      const names = readdirSync(directory).filter((name) => name !== "Dockerfile" && name !== "collector");
      // The cleaner of old indices is told everything by its command line.
      if (names.length > 0) {
        expect(lines).toContain(`COPY ${names.sort((a, b) => order(a) - order(b)).join(" ")} /etc/kit/`);
      }
      expect(lines.at(-1)).toMatch(/^USER [1-9]\d*$/);
    }
  });

  test("compile the collector from its source, without tests or binaries", () => {
    const directory = directories("cell-prod").find((candidate) => readdirSync(candidate).includes("collector"));
    const source = readdirSync(join(directory ?? "", "collector"), { recursive: true }).map(String);
    expect(source).toEqual(expect.arrayContaining(["go.mod", "go.sum", "main.go"]));
    expect(source.filter((name) => name.endsWith("_test.go") || name === "mcp-trace-collector")).toEqual([]);
  });

  test("the workspace judges by the rendered rules of each environment", () => {
    const namespaces = assembly.ofType("AWS::APS::RuleGroupsNamespace");
    expect(Object.fromEntries(namespaces.map(({ Properties }) => [Properties.Name, Properties.Data]))).toEqual(
      Object.fromEntries(
        artifacts
          .filter(({ path }) => path.endsWith("/alerts.yaml"))
          .map((artifact) => [artifact.path.split("/")[0], serialize(artifact)]),
      ),
    );
  });
});

test.each(["dev", "prod"])(
  "where people can sign in, images hold everything that was rendered for %s",
  async (environment) => {
    const inputs = withPeople("tempo", { egress: "internet" });
    const { directory } = await assemble(inputs);
    const { dockerImages } = JSON.parse(readFileSync(join(directory, `cell-${environment}.assets.json`), "utf8"));
    const held = Object.values(dockerImages as Record<string, { source: { directory: string } }>).flatMap(
      ({ source }) =>
        readdirSync(join(directory, source.directory))
          .filter((name) => /\.(ya?ml|json)$/.test(name) && name !== "grant-policy.json")
          .map((name) => [`${environment}/${name}`, readFileSync(join(directory, source.directory, name), "utf8")]),
    );
    const rendered = awsArtifacts(inputs)
      .filter(({ path }) => path.startsWith(`${environment}/`) && !path.endsWith("/alerts.yaml"))
      .map((artifact) => [artifact.path, serialize(artifact)]);
    expect(Object.fromEntries(held)).toEqual(Object.fromEntries(rendered));
  },
);

/** Tempo's own file first, its tenants' second, as the Dockerfile lists them. */
function order(name: string): number {
  return name.includes("tenants") ? 1 : 0;
}
