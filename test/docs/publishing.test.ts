import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import manifest from "../../package.json" with { type: "json" };

const root = join(__dirname, "../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");

describe("the package", () => {
  it("may be published, by a build server that proves what it built", () => {
    expect(manifest).not.toHaveProperty("private");
    expect(manifest.publishConfig).toEqual({ access: "public", provenance: true });
  });

  it("has all that its manifest leads to among its files", () => {
    const targets = JSON.stringify([manifest.exports, manifest.bin]).matchAll(
      /"(?:\.\/)?([^"]+\.(?:[cm]?js|d\.[cm]ts))"/g,
    );
    const paths = [...targets].map(([, path = ""]) => path);
    expect(paths.length).toBeGreaterThan(3);
    expect(paths.filter((path) => !manifest.files.some((folder) => path.startsWith(`${folder}/`)))).toEqual([]);
    expect(existsSync(join(root, "LICENSE"))).toBe(true);
  });
});

// Written here where it is: a version that was released stands in the changelog.
const released = read("CHANGELOG.md").includes(`## [${manifest.version}]`);
const pages = ["README.md", "docs/audit.md", "docs/instrumentation.md"];

test.each(pages)("%s says whether the package can be had from a registry", (page) => {
  const text = read(page).replaceAll("**", "");
  expect(/not published yet/.test(text)).toBe(!released);
  // Names a version of the packed file that is this one.
  const named = [...text.matchAll(/mcp-trace-kit-(\d+\.\d+\.\d+)\.tgz/g)].map(([, version]) => version);
  expect(named.filter((version) => version !== manifest.version)).toEqual([]);
});

test("no example runs a package from a registry that is not there", () => {
  const fenced = pages.flatMap((page) => [...read(page).matchAll(/^```[\s\S]*?^```/gm)].map(([block]) => block));
  const runs = fenced.flatMap((block) => block.split("\n").filter((line) => /npx .*mcp-trace-kit/.test(line)));
  expect(runs.length).toBeGreaterThan(2);
  expect(runs.filter((line) => !line.includes(".tgz"))).toHaveLength(released ? runs.length : 0);
});
