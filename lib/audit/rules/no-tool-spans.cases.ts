import type { Rule } from "../rule";

const manifest = '{ "name": "shop", "dependencies": { "@modelcontextprotocol/sdk": "1.32.2" } }';
const sdk = 'import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";';

export const noToolSpansCases: Pick<Rule, "bad" | "good"> = {
  bad: [
    {
      name: "a server without any span",
      at: "index.ts:2",
      files: {
        "package.json": manifest,
        "index.ts": `${sdk}
const server = new McpServer({ name: "shop", version: "1.0.0" });
server.registerTool("price", {}, async ({ item }) => ({ content: [] }));`,
      },
    },
    {
      name: "FastMCP 2, with extras, by Poetry",
      at: "server.py:2",
      files: {
        "pyproject.toml": '[tool.poetry.dependencies]\nfastmcp = {version = "^2.1", extras = ["auth"]}\n',
        "server.py": 'from fastmcp import FastMCP\nmcp = FastMCP("shop")\n',
      },
    },
    {
      name: "FastMCP 2, in a package that has its name and its keyword",
      at: "server.py:2",
      files: {
        "pyproject.toml":
          '[project]\nname = "fastmcp"\nkeywords = [\n  "fastmcp",\n]\ndependencies = [\n  "fastmcp>=2.3,<3",\n]\n',
        "server.py": 'from fastmcp import FastMCP\nmcp = FastMCP("shop")\n',
      },
    },
    {
      name: "a tool that queries telemetry, in a folder called otel, is no instrumentation",
      at: "src/otel/server.ts:2",
      files: {
        "package.json": manifest,
        "src/otel/server.ts": `${sdk}
const server = new McpServer({ name: "traces", version: "1.0.0" });
server.registerTool("find-spans", {}, async ({ service }) => {
  const spans = await fetch(\`http://localhost:16686/api/traces?service=\${service}\`);
  return { content: [{ type: "text", text: await spans.text() }] };
});`,
      },
    },
    {
      name: "spans of the database, and none of the tools",
      at: "server.py:4",
      files: {
        "requirements.txt": "mcp==1.20.0\nopentelemetry-sdk\n",
        "server.py": `from mcp.server.fastmcp import FastMCP
from store import load

mcp = FastMCP("shop")

@mcp.tool()
def price(item: str) -> str:
    return load(item)
`,
        "store.py": `from opentelemetry import trace

tracer = trace.get_tracer(__name__)

def query(key):
    with tracer.start_as_current_span("db.query"):
        return key

def load(key):
    return query(key)
`,
      },
    },
    {
      name: "a tracing SDK that is started, and a span at start-up",
      at: "index.ts:4",
      files: {
        "package.json": manifest,
        "index.ts": `${sdk}
import { startTracing } from "./tracing.js";
startTracing();
const server = new McpServer({ name: "shop", version: "1.0.0" });`,
        "tracing.ts":
          'import { trace } from "@opentelemetry/api";\nexport function startTracing() {\n  trace.getTracer("shop").startSpan("start").end();\n}',
      },
    },
    {
      name: "one handler of two",
      at: "index.ts:5",
      files: {
        "package.json": manifest,
        "index.ts": `${sdk}
import { trace } from "@opentelemetry/api";
const server = new McpServer({ name: "shop", version: "1.0.0" });
server.tool("price", async (input) => trace.getTracer("shop").startActiveSpan("price", async (span) => span.end()));
server.tool("order", async (input) => ({ content: [] }));`,
      },
    },
    {
      name: "FastMCP 2, which makes no spans",
      at: "app/server.py:2",
      files: {
        "pyproject.toml": '[project]\nname = "shop"\ndependencies = ["fastmcp>=2.3,<3"]\n',
        "app/server.py": 'from fastmcp import FastMCP\nmcp = FastMCP("shop")\n',
      },
    },
    {
      name: "OpenLLMetry for JavaScript, which sees outgoing calls only",
      at: "index.ts:4",
      files: {
        "package.json": manifest,
        "index.ts": `${sdk}
import * as traceloop from "@traceloop/node-server-sdk";
traceloop.initialize({ appName: "shop" });
const server = new McpServer({ name: "shop", version: "1.0.0" });
server.registerTool("price", {}, async () => ({ content: [] }));`,
      },
    },
    {
      name: "Shinzo, which does not see registerTool",
      at: "index.ts:4",
      files: {
        "package.json": manifest,
        "index.ts": `${sdk}
import { instrumentServer } from "@shinzolabs/instrumentation-mcp";
const server = new McpServer({ name: "shop", version: "1.0.0" });
instrumentServer(server, { serverName: "shop", serverVersion: "1.0.0" });
server.registerTool("price", {}, async () => ({ content: [] }));`,
      },
    },
  ],
  good: [
    {
      name: "a wrapper that is put around every tool in one place, and finds its tracer among the sources of the package",
      files: {
        "api/package.json": '{ "name": "api" }',
        "api/src/server.ts": `${sdk}
import { registration } from "@/registration";
const server = new McpServer({ name: "shop", version: "1.0.0" });
registration(server)("price", {}, async () => ({ content: [] }));`,
        "api/src/registration.ts": `import { observed } from "@/observed";
export const registration = (server) => (name, config, run) => {
  const handler = observed(name, run);
  server.registerTool(name, config, handler);
};`,
        "api/src/observed.ts": `import { within } from "@/telemetry";
export const observed = (name, run) => (given) => within(name, () => run(given));`,
        "api/src/telemetry.ts": `import { trace } from "@opentelemetry/api";
export const within = (name, work) => trace.getTracer("shop").startActiveSpan(name, work);`,
      },
    },
    {
      name: "the kit's own instrumentation under another name",
      files: {
        "index.ts": `import { McpServer as Server } from "@modelcontextprotocol/sdk/server/mcp.js";
import { instrument as watched } from "mcp-trace-kit/instrumentation";
watched(new Server({ name: "shop", version: "1.0.0" }));`,
      },
    },
    {
      name: "the kit's own instrumentation, required under another name",
      files: {
        "index.js": `const { McpServer } = require("@modelcontextprotocol/sdk/server/mcp.js");
const { instrument: watched } = require("mcp-trace-kit/instrumentation");
watched(new McpServer({ name: "shop", version: "1.0.0" }));`,
      },
    },
    {
      name: "FastMCP 3, by a table of Poetry",
      files: {
        "pyproject.toml": '[tool.poetry.dependencies.fastmcp]\nversion = "^3.0"\nextras = ["auth"]\n',
        "server.py": 'from fastmcp import FastMCP\nmcp = FastMCP("shop")\n',
      },
    },
    {
      name: "the kit's own instrumentation",
      files: {
        "package.json": manifest,
        "index.ts": `${sdk}
import { instrument } from "mcp-trace-kit/instrumentation";
const server = new McpServer({ name: "shop", version: "1.0.0" });
instrument(server);
server.registerTool("price", {}, async () => ({ content: [] }));`,
      },
    },
    {
      name: "a wrapper of one's own, in another file",
      files: {
        "package.json": manifest,
        "index.ts": `${sdk}
import { traced } from "./traced.js";
const server = new McpServer({ name: "shop", version: "1.0.0" });
server.registerTool("price", {}, traced("price", async () => ({ content: [] })));`,
        "traced.ts": `import { trace } from "@opentelemetry/api";
export function traced(name, fn) {
  return (input) => trace.getTracer("shop").startActiveSpan(name, (span) => fn(input).finally(() => span.end()));
}`,
      },
    },
    {
      name: "an instrumentation of one's own, some files away",
      files: {
        "package.json": manifest,
        "index.ts": `${sdk}
import { instrument } from "./instrumentation/index.js";
const server = new McpServer({ name: "shop", version: "1.0.0" });
instrument(server);`,
        "instrumentation/index.ts": 'export { instrument } from "./instrument.js";',
        "instrumentation/instrument.ts":
          'import { handle } from "./handle.js";\nexport const instrument = (server) => hook(server, handle);',
        "instrumentation/handle.ts":
          'import { trace } from "@opentelemetry/api";\nexport const handle = (call) => trace.getTracer("a").startSpan(call);',
      },
    },
    {
      name: "FastMCP 3, which makes them itself",
      files: {
        "pyproject.toml": '[project]\nname = "shop"\ndependencies = ["fastmcp>=3.2"]\n',
        "server.py": 'from fastmcp import FastMCP\nmcp = FastMCP("shop")\n',
      },
    },
    {
      name: "MCP Python SDK 2, known by its names",
      files: {
        "requirements.txt": "mcp\n",
        "server.py": 'from mcp.server.mcpserver import MCPServer\nmcp = MCPServer("shop")\n',
      },
    },
    {
      name: "a client",
      files: { "client.ts": 'import { Client } from "@modelcontextprotocol/sdk/client/index.js";\nnew Client({});' },
    },
  ],
};
