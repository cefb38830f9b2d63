import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runningPackages } from "../../bin/compliance-report/running-packages";
import { billOfMaterials } from "../../lib/sbom/bill-of-materials";
import { packageUrl } from "../../lib/sbom/component";
import { goComponents } from "../../lib/sbom/go-components";
import { npmComponents } from "../../lib/sbom/npm-components";

const root = join(__dirname, "../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const npm = npmComponents(read("package-lock.json"), runningPackages());
const go = goComponents(read("collector/go.mod"), read("collector/go.sum"), false);

describe("the packages of npm", () => {
  it("hold every package that package.json names, in the version that is installed", () => {
    const { dependencies, devDependencies } = JSON.parse(read("package.json"));
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
      expect(npm.find((one) => one.name === name && one.version === version)).toBeDefined();
    }
  });

  it("each have a checksum, but for those that come inside another", () => {
    const without = npm.filter(({ sha512 }) => !/^[0-9a-f]{128}$/.test(sha512 ?? ""));
    expect(without.length).toBeLessThan(npm.length / 4);
  });

  it("say which of them only develop, and which are published with the package", () => {
    expect(npm.find(({ name }) => name === "aws-cdk-lib")?.developmentOnly).toBe(true);
    expect(npm.find(({ name }) => name === "re2js")?.developmentOnly).toBe(false);
    // Part of the writer of grants on AWS, though nobody who installs the package gets it.
    expect(npm.find(({ name }) => name === "zod")?.developmentOnly).toBe(false);
  });
});

describe("the modules of Go", () => {
  it("are those that the collector is compiled from, its own left out", () => {
    expect(go.map(({ name }) => name)).toContain("go.opentelemetry.io/collector/component");
    expect(go.filter(({ name }) => name.startsWith("mcp-trace-kit"))).toEqual([]);
    const required = read("collector/go.mod").match(/^\t\S+ v\S+/gm) ?? [];
    expect(go.length).toBeGreaterThan(required.length - 10);
  });

  it("each have the checksum of go.sum", () => {
    expect(go.filter(({ h1 }) => !h1?.startsWith("h1:"))).toEqual([]);
  });

  it("are read with and without a block, and a replacement by a path is the repository's own", () => {
    const mod =
      "module m\n\nrequire a.example/x v1.0.0\n\nrequire (\n\tb.example/y/v2 v2.1.0 // indirect\n\town.example/z v0.0.0\n)\n\nreplace own.example/z => ./z\n";
    const sum = "a.example/x v1.0.0 h1:aaa=\na.example/x v1.0.0/go.mod h1:bbb=\n";
    expect(goComponents(mod, sum, true)).toEqual([
      { kind: "go", name: "a.example/x", version: "v1.0.0", h1: "h1:aaa=", developmentOnly: true },
      { kind: "go", name: "b.example/y/v2", version: "v2.1.0", developmentOnly: true },
    ]);
  });
});

describe("the bill of materials", () => {
  // biome-ignore lint/suspicious/noExplicitAny: a document of a foreign schema
  const bom: any = billOfMaterials({
    name: "kit",
    version: "1",
    components: [...npm, ...go, ...go],
    madeAt: new Date(0),
  });

  it("is CycloneDX 1.6, with each component once", () => {
    expect(bom).toMatchObject({ bomFormat: "CycloneDX", specVersion: "1.6" });
    const urls: readonly string[] = bom.components.map(({ purl }: { purl: string }) => purl);
    expect(urls).toHaveLength(new Set([...npm, ...go].map(packageUrl)).size);
    expect(new Set(urls).size).toBe(urls.length);
  });

  it("names a component as registries do", () => {
    const one = { kind: "npm", name: "@scope/a", version: "1.0.0", developmentOnly: false } as const;
    expect(packageUrl(one)).toBe("pkg:npm/%40scope/a@1.0.0");
  });
});
