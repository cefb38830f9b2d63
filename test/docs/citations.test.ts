import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { scenarios } from "../../rehearsal/scenarios";
import { namesTest } from "./names-test";

const root = join(__dirname, "../..");
const pages = [
  "README.md",
  "CHANGELOG.md",
  "CONTRIBUTING.md",
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => join("docs", file)),
];
const textOf = (page: string) => readFileSync(join(root, page), "utf8");

/** Files a page links to, from the root. Code is left out: brackets in it are not links. */
function linksOf(page: string): readonly string[] {
  const prose = textOf(page).replaceAll(/`[^`]*`/g, "");
  return [...prose.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
    .map(([, target = ""]) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => join(dirname(page), target));
}

describe("the documentation", () => {
  it.each(pages)("%s links to what is there", (page) => {
    expect(linksOf(page).filter((target) => !existsSync(join(root, target)))).toEqual([]);
  });
});

describe("the threat model", () => {
  const page = textOf("docs/threat-model.md").replaceAll(/\s+/g, " ");

  it("cites scenarios that are played", () => {
    const cited = [...page.matchAll(/\*\*scenario\*\* `([^`]+)`/g)].map(([, id]) => id).filter((id) => id !== "name");
    expect(cited.length).toBeGreaterThan(3);
    expect(cited.filter((id) => !scenarios.some((scenario) => scenario.id === id))).toEqual([]);
  });

  it("cites tests by the names they have", () => {
    // Names stand in italics behind the link to their file, up to the next link. Other words in italics are these.
    const words = new Set(["not yet", "Not yet:", "sentence", "behaviour run here"]);
    const [before = "", ...parts] = page.split(/\[(?=test\/[^\]]+\.test\.ts\])/);
    const italics = (text: string) => [...text.matchAll(/(?<!\w)_([^_]+)_(?!\w)/g)].map(([, name = ""]) => name);
    const cited = [before, ...parts].flatMap((part, index) =>
      italics(index === 0 ? part : part.slice(part.indexOf(")")))
        .filter((name) => !words.has(name))
        .map((name) => ({ file: index === 0 ? "no file" : part.slice(0, part.indexOf("]")), name })),
    );
    expect(cited.length).toBeGreaterThan(20);
    expect(cited.filter(({ file, name }) => !namesTest(file, name))).toEqual([]);
  });
});
