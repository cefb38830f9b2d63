import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { audit } from "../../lib/audit/audit";
import { terminalReport } from "../../lib/audit/report/terminal";
import { rules } from "../../lib/audit/rules";
import { grades } from "../../lib/audit/score";

const page = readFileSync(join(__dirname, "../../docs/audit.md"), "utf8");

/** Blocks of the page in one language, in order. */
function blocks(language: string): readonly string[] {
  return [...page.matchAll(/```(\w+)\n([\s\S]*?)```/g)].flatMap(([, of, text = ""]) => (of === language ? [text] : []));
}

/** What the page's example gives. */
function exampleReport(): string {
  const files = [
    { path: "index.ts", text: blocks("ts")[0] ?? "" },
    { path: "docker-compose.yml", text: blocks("yaml")[0] ?? "" },
  ];
  const skipped = {
    "folders of dependencies and builds": 0,
    "symbolic links": 0,
    "too big": 0,
    binary: 0,
    minified: 0,
    "of other kinds": 0,
  };
  return terminalReport({
    audit: audit(files),
    below: "",
    path: "my-server",
    collected: { files, skipped, problems: [] },
    seconds: 0.1,
    version: "1.0.0",
  });
}

describe("the page about the audit", () => {
  it("shows the report that its example gives", () => {
    expect(blocks("text")[0]).toBe(exampleReport());
  });

  it("names every rule and every grade", () => {
    for (const { id, severity } of rules) expect(page).toMatch(new RegExp(`\\[${id}\\].*\\| ${severity}, `));
    for (const [grade, least] of grades.slice(0, -1)) expect(page).toMatch(new RegExp(`${grade} from ${least}\\b`));
  });

  it("gives examples for workflows and hooks that are YAML", () => {
    for (const block of blocks("yaml")) expect(parse(block)).toBeTruthy();
  });
});
