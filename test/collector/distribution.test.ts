import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const root = join(__dirname, "../..");
const read = (folder: string, file: string) => readFileSync(join(root, folder, file), "utf8");

/** Modules that the manifest asks for, `path version` each. */
function manifestModules(folder: string): readonly string[] {
  const {
    dist: _,
    replaces: __,
    ...groups
  } = parse(read(folder, "builder.yaml")) as Record<string, { gomod: string }[]>;
  return Object.values(groups).flatMap((group) => group.map(({ gomod }) => gomod));
}

describe.each(["collector", "rehearsal/sink"])("the distribution in %s", (folder) => {
  const modules = manifestModules(folder);

  it("is built from exactly the versions of its manifest", () => {
    const goMod = read(folder, "go.mod");
    expect(modules.filter((module) => !goMod.includes(`${module}\n`))).toEqual([]);
  });

  it("registers what its manifest lists, and nothing else", () => {
    const ours = /^mcp-trace-kit\//;
    const imported = [...`${read(folder, "components.go")}${read(folder, "main.go")}`.matchAll(/^\s+\w+ "([^"]+)"$/gm)];
    const components = imported
      .map(([, path]) => path ?? "")
      .filter(
        (path) =>
          ours.test(path) || /(?:receiver|processor|exporter|connector|extension|provider|storage)\/\w+$/.test(path),
      );
    expect(new Set(components)).toEqual(new Set(modules.map((module) => module.split(" ")[0])));
  });
});

it("the deployed collector can neither write spans to a file nor print them", () => {
  expect(manifestModules("collector").filter((module) => /fileexporter|debugexporter/.test(module))).toEqual([]);
});
