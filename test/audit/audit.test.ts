import { audit } from "../../lib/audit/audit";

const sdk = 'import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";';
const server = (name: string) => `${sdk}\nexport const server = new McpServer({ name: "${name}", version: "1.0.0" });`;
const manifest = (name: string) => `{ "name": "${name}" }`;

/** The servers of a repository, by name: their files and what was found of them. */
function serversOf(files: Readonly<Record<string, string>>) {
  const result = audit(Object.entries(files).map(([path, text]) => ({ path, text })));
  return result.subjects.filter(({ kind }) => kind === "server");
}

const found = ({ findings }: { findings: readonly { rule: string }[] }) => findings.map(({ rule }) => rule);

describe("servers of a repository", () => {
  it("are told apart by package", () => {
    const servers = serversOf({
      "a/package.json": manifest("a"),
      "a/index.ts": `${server("a")}\nimport { instrument } from "mcp-trace-kit/instrumentation";\ninstrument(server);`,
      "b/package.json": manifest("b"),
      "b/index.ts": server("b"),
    });
    expect(servers.map(({ name, findings }) => [name, findings.length])).toEqual([
      ["a", 0],
      ["b", 2],
    ]);
  });

  it("are told apart by entry within a package", () => {
    const servers = serversOf({
      "one.ts": `import { server } from "./first";\nimport "./shared";`,
      "first.ts": server("first"),
      "two.ts": `import { server } from "./second";\nimport "./shared";`,
      "second.ts": server("second"),
      "shared.ts": "export const shared = 1;",
    });
    expect(servers.map(({ name, files }) => [name, files])).toEqual([
      ["first", 3],
      ["second", 3],
    ]);
  });

  it("are one when one entry brings them together", () => {
    const servers = serversOf({
      "index.ts": 'import "./stdio";\nimport "./http";',
      "stdio.ts": server("shop"),
      "http.ts": server("shop"),
    });
    expect(servers.map(({ sites }) => sites)).toEqual([["stdio.ts:2", "http.ts:2"]]);
  });

  it("take in what other packages of the workspace do for them", () => {
    const [only] = serversOf({
      "packages/core/package.json": manifest("@shop/core"),
      "packages/core/src/index.ts": server("shop"),
      "packages/app/package.json": manifest("@shop/app"),
      "packages/app/src/main.ts":
        'import { server } from "@shop/core";\nimport { instrument } from "mcp-trace-kit/instrumentation";\ninstrument(server);',
    });
    expect(only && found(only)).toEqual([]);
  });

  it("are found behind a file that hands the SDK on", () => {
    const servers = serversOf({
      "sdk.ts": 'export { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";',
      "index.ts": 'import { McpServer } from "./sdk";\nnew McpServer({ name: "shop", version: "1" });',
    });
    expect(servers.map(({ sites }) => sites)).toEqual([["index.ts:2"]]);
  });

  it("are found by their tools where a class of its own makes them", () => {
    const servers = serversOf({
      "tools.py":
        "from mcp.server.fastmcp import FastMCP\ndef register(mcp: FastMCP):\n    @mcp.tool()\n    def price(item: str):\n        return 1\n",
    });
    expect(servers.map(({ sites }) => sites)).toEqual([["tools.py:3"]]);
  });

  it.each([
    ["fastmcp", 'import { FastMCP } from "fastmcp";\nnew FastMCP({ name: "a", version: "1.0.0" });'],
    ["v2 of the SDK", 'import { McpServer } from "@modelcontextprotocol/server";\nnew McpServer({ name: "a" });'],
    ["mcp-framework", 'import { MCPServer } from "mcp-framework";\nnew MCPServer();'],
    [
      "mcp-handler",
      'import { createMcpHandler } from "mcp-handler";\nexport default createMcpHandler((server) => {});',
    ],
  ])("are found with %s", (_, text) => {
    expect(serversOf({ "index.ts": text })).toHaveLength(1);
  });

  it("are not made by tests, by clients, or by something else that is called McpServer", () => {
    const servers = serversOf({
      "test/server.test.ts": server("test"),
      "client.ts": 'import { Client } from "@modelcontextprotocol/sdk/client/index.js";\nnew Client({ name: "c" });',
      "schema.ts": "class McpServer {}\nnew McpServer();",
    });
    expect(servers).toEqual([]);
  });
});

describe("an audit", () => {
  it("sets aside what a comment with a reason accepts, and says of one without that it does not count", () => {
    const accepted = (comment: string) =>
      audit([{ path: "index.ts", text: `${sdk}\n${comment}\nnew McpServer({ name: "shop", version: "1.0.0" });` }]);
    const good = accepted("// mcp-trace-kit-ignore no-tool-spans: a demonstration that nobody runs");
    expect(good.suppressed.map(({ rule, reason }) => [rule, reason])).toEqual([
      ["no-tool-spans", "a demonstration that nobody runs"],
    ]);
    const bad = accepted("// mcp-trace-kit-ignore no-tool-spans");
    expect(bad.suppressed).toEqual([]);
    expect(bad.problems).toEqual([
      expect.stringContaining("index.ts:2: a mcp-trace-kit-ignore comment needs a reason"),
    ]);
  });

  it("shows the arithmetic of a grade, which is that of the worst sub-score", () => {
    const { subjects, grade, points } = audit([
      { path: "index.ts", text: server("shop") },
      {
        path: "docker-compose.yml",
        text: 'services:\n  jaeger:\n    image: jaegertracing/jaeger\n    ports: ["16686:16686"]\n',
      },
    ]);
    expect(subjects[0]?.score.security.arithmetic).toBe("100 − 40 (open-backend) = 60");
    expect(subjects[0]?.score.maintenance.arithmetic).toBe("100 − 30 (no-tool-spans) − 30 (no-trace-context) = 40");
    expect([grade, points]).toEqual(["D", 40]);
  });

  it("says which files do not parse, and reads the rest of them", () => {
    const { problems, subjects } = audit([{ path: "index.ts", text: `${server("shop")}\nfunction ( {` }]);
    expect(problems).toEqual(["index.ts: parts do not parse; the rest was read"]);
    expect(subjects).toHaveLength(1);
  });

  it("reads a server beside a file that does not parse at all", () => {
    const { problems, subjects } = audit([
      { path: "server.py", text: 'from fastmcp import FastMCP\nmcp = FastMCP("shop")\n' },
      { path: "tools.py", text: "# for mcp\nclass Tools:\n    def price(self" },
    ]);
    expect(problems).toEqual(["tools.py: parts do not parse; the rest was read"]);
    expect(subjects.map(({ name }) => name)).toEqual(["shop"]);
  });

  it("names a file that it cannot judge, and judges the others", () => {
    const leaking = (pattern: string) =>
      `import { trace } from "@opentelemetry/api";\nexport function traceTool(args) { const ${pattern} = args; trace.getActiveSpan().setAttribute("x", x); }`;
    const { problems, subjects } = audit([
      { path: "index.ts", text: `${server("shop")}\nimport "./deep";\nimport "./flat";` },
      { path: "deep.ts", text: leaking(`${"[\n".repeat(20_000)}x${"]".repeat(20_000)}`) },
      { path: "flat.ts", text: leaking("[x]") },
    ]);
    expect(problems).toEqual([expect.stringContaining("deep.ts: not read, ")]);
    const places = subjects.flatMap(({ findings }) => findings.map(({ rule, place }) => [rule, place.file]));
    expect(places).toContainEqual(["arguments-on-spans", "flat.ts"]);
  });

  it("follows an expression of thousands of parts", () => {
    const sum = `${'"a" +\n'.repeat(5_000)}args.x`;
    const tool = `server.tool("price", (args) => tracer.startSpan("price").setAttribute("x", ${sum}));`;
    const { problems, subjects } = audit([{ path: "index.ts", text: `${server("shop")}\n${tool}` }]);
    expect(problems).toEqual([]);
    expect(subjects.flatMap(found)).toContain("arguments-on-spans");
  });

  it.each([
    "null",
    "[]",
    '{ "Resources": null }',
    '{ "Resources": { "A": null } }',
    '{ "Resources": { "A": { "Type": "AWS::EC2::SecurityGroup", "Properties": null } } }',
    '{ "Resources": { "A": { "Type": "AWS::EC2::SecurityGroup", "Properties": { "SecurityGroupIngress": [null] } } } }',
    '{ "Resources": { "A": { "Type": "AWS::ECS::TaskDefinition", "Properties": { "ContainerDefinitions": [null] } } } }',
    '{ "Resources": { "A": { "Type": "AWS::ECS::TaskDefinition", "Properties": { "ContainerDefinitions": [{ "Environment": [null] }] } } } }',
  ])("finds nothing in a template of little: %s", (text) => {
    expect(audit([{ path: "kit.template.json", text }])).toMatchObject({ grade: "A", problems: [] });
  });

  it("finds nothing, with a grade, in an empty repository", () => {
    expect(audit([])).toMatchObject({ subjects: [], grade: "A", points: 100 });
  });
});
