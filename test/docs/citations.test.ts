import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { scenarios } from "../../rehearsal/scenarios";

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

  it("cites tests by sentences that stand in their files", () => {
    // A file, then the sentences up to the next file: each set in asterisks.
    const [, ...cited] = page.split(/\[(?=test\/[^\]]+\.test\.ts\])/);
    const missing = cited.flatMap((part) => {
      const file = part.slice(0, part.indexOf("]"));
      const [claims = ""] = part.split(/\*Not yet|###/);
      const sentences = [...claims.matchAll(/(?<!\*)\*([^*]+)\*(?!\*)/g)].map(([, sentence = ""]) => sentence);
      const source = existsSync(join(root, file)) ? textOf(file) : "";
      return sentences.filter((sentence) => !source.includes(sentence)).map((sentence) => `${file}: ${sentence}`);
    });
    expect(cited.length).toBeGreaterThan(10);
    expect(missing).toEqual([]);
  });
});
