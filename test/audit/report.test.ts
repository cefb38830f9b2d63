import type { Log } from "sarif";
import { audit } from "../../lib/audit/audit";
import { fixList } from "../../lib/audit/report/fix-list";
import { jsonReport } from "../../lib/audit/report/json";
import type { Report } from "../../lib/audit/report/report";
import { sarifReport } from "../../lib/audit/report/sarif";
import { terminalReport } from "../../lib/audit/report/terminal";
import { rules } from "../../lib/audit/rules";
import { printable } from "../../lib/printable";

const files = [
  {
    path: "my shop/index.ts",
    text: `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
const server = new McpServer({ name: "shop", version: "1.0.0" });
server.tool("price", async (args) => tracer.startActiveSpan("price", (span) => span.setAttribute("a", args.item)));
// mcp-trace-kit-ignore arguments-on-spans: the item is a public number
server.tool("order", async (args) => tracer.startActiveSpan("order", (span) => span.setAttribute("a", args.item)));`,
  },
  { path: "broken.yaml", text: "services: [}" },
];

const report: Report = {
  audit: audit(files),
  path: ".",
  below: "",
  collected: {
    files,
    skipped: {
      "folders of dependencies and builds": 1,
      "symbolic links": 0,
      "too big": 0,
      binary: 0,
      minified: 2,
      "of other kinds": 3,
    },
    problems: ["closed.py: not read, EACCES"],
  },
  seconds: 1,
  version: "1.2.3",
};

describe("the report for code scanning", () => {
  const log = JSON.parse(sarifReport(report)) as Log;
  const [run] = log.runs;
  const results = run?.results ?? [];

  it("is SARIF 2.1.0 with every rule", () => {
    expect(log.version).toBe("2.1.0");
    expect(run?.tool.driver.rules?.map(({ id }) => id)).toEqual(rules.map(({ id }) => id));
  });

  it("gives every result a rule, a level, and a place below the root", () => {
    expect(results.length).toBeGreaterThan(2);
    for (const { ruleId, ruleIndex, level, locations } of results) {
      expect(rules[ruleIndex ?? -1]?.id).toBe(ruleId);
      expect(["error", "warning", "note"]).toContain(level);
      const place = locations?.[0]?.physicalLocation;
      expect(place?.artifactLocation?.uri).toBe("my%20shop/index.ts");
      expect(place?.artifactLocation?.uriBaseId).toBe("%SRCROOT%");
      expect(place?.region?.startLine).toBeGreaterThan(0);
    }
  });

  it("names files from the root of the repository, whatever part of it was audited", () => {
    const part = JSON.parse(sarifReport({ ...report, below: "servers/my shop" })) as Log;
    const uris = part.runs[0]?.results?.map(({ locations }) => locations?.[0]?.physicalLocation?.artifactLocation?.uri);
    expect(new Set(uris)).toEqual(new Set(["servers/my%20shop/my%20shop/index.ts"]));
  });

  it("tells an accepted finding from an open one, with its reason", () => {
    const accepted = results.filter(({ suppressions }) => suppressions);
    expect(accepted.map(({ suppressions }) => suppressions)).toEqual([
      [{ kind: "inSource", justification: "the item is a public number" }],
    ]);
  });

  it("says what was not read", () => {
    const said = run?.invocations?.[0]?.toolExecutionNotifications?.map(({ message }) => message.text);
    expect(said).toEqual([expect.stringContaining("broken.yaml: not valid YAML"), "closed.py: not read, EACCES"]);
  });
});

describe("the report for programs", () => {
  const document = JSON.parse(jsonReport(report));

  it("has place, reason and fix for every finding", () => {
    const findings = document.servers.flatMap((server: { findings: object[] }) => server.findings);
    expect(findings.length).toBe(2);
    for (const finding of findings) {
      expect(finding).toMatchObject({
        place: { file: "my shop/index.ts" },
        why: expect.any(String),
        fix: expect.any(String),
      });
    }
  });

  it("counts what was left out", () => {
    expect(document.skipped).toMatchObject({ minified: 2, tests: 0 });
  });
});

describe("the report for people", () => {
  const text = terminalReport(report);

  it("has file and line, why and fix, the arithmetic and what was left out", () => {
    expect(text).toContain("my shop/index.ts:3");
    expect(text).toContain("why: ");
    expect(text).toContain("fix: ");
    expect(text).toContain("security 100 − 40 (arguments-on-spans) = 60");
    expect(text).toContain("left out: 0 of tests, 1 folders of dependencies and builds, 2 minified");
    expect(text).toContain("not read, EACCES: closed.py");
    expect(text).toContain("arguments-on-spans: the item is a public number");
  });
});

it("puts what is gravest first, then what gives back most", () => {
  expect(fixList(report.audit).map(({ rule, severity, points }) => [rule, severity, points])).toEqual([
    ["arguments-on-spans", "high", 40],
    ["no-trace-context", "medium", 30],
  ]);
});

describe("what a repository calls itself", () => {
  const hostile = "\u001b[2J\u202e\u009b1m\n::error::x";
  const named = [
    {
      path: `a${hostile}.ts`,
      text: `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";\nnew McpServer({ name: "::error::b\u001b[2J\u202e" });`,
    },
    {
      path: `b${hostile}/compose.yml`,
      text: 'services:\n  "jaeger\\e[2J\\n::error::c":\n    ports: ["16686:16686"]\n',
    },
    { path: `c${hostile}.yaml`, text: "services: [}" },
  ];
  const shown: Report = {
    ...report,
    path: hostile,
    audit: audit(named),
    collected: { ...report.collected, files: named, problems: [hostile] },
  };

  it("is shown to people, and never obeyed by their terminal or a build server", () => {
    const lines = terminalReport(shown).split("\n");
    expect(lines.filter((line) => printable(line) !== line)).toEqual([]);
    expect(lines.join("\n")).toContain("\\u001b[2J\\u202e\\u009b1m\\n::error::x");
  });

  it.each([
    ["JSON", jsonReport],
    ["SARIF", sarifReport],
  ])("is the same in %s, and nothing that a terminal obeys", (_, of) => {
    const text = of(shown);
    expect(JSON.stringify(JSON.parse(text))).toContain("\u202e");
    expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
  });
});
