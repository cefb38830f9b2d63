import type { Rule } from "../rule";

const sdk = 'import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";';
const made = 'const server = new McpServer({ name: "shop", version: "1.0.0" });';

export const noTraceContextCases: Pick<Rule, "bad" | "good"> = {
  bad: [
    {
      name: "spans by hand, each the root of a trace",
      at: "index.ts:3",
      files: {
        "index.ts": `${sdk}
import { trace } from "@opentelemetry/api";
${made}
server.tool("price", async () => trace.getTracer("shop").startActiveSpan("price", (span) => span.end()));`,
      },
    },
    {
      name: "headers are read, and stdio has none",
      at: "index.ts:4",
      files: {
        "index.ts": `${sdk}
import { getNodeAutoInstrumentations } from "@opentelemetry/auto-instrumentations-node";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
${made}
await server.connect(new StdioServerTransport());`,
      },
    },
    {
      name: "Shinzo, which takes no parent",
      at: "index.ts:3",
      files: {
        "index.ts": `${sdk}\nimport { instrumentServer } from "@shinzolabs/instrumentation-mcp";\n${made}\ninstrumentServer(server, {});`,
      },
    },
    {
      name: "a function that would take it, and that nobody calls",
      at: "server.py:3",
      files: {
        "server.py":
          "from mcp.server.fastmcp import FastMCP\nfrom opentelemetry import propagate\nmcp = FastMCP('shop')\n\ndef parent_of(meta):\n    return propagate.extract(meta)\n",
      },
    },
  ],
  good: [
    {
      name: "taken from _meta by hand",
      files: {
        "index.ts": `${sdk}
import { context, propagation } from "@opentelemetry/api";
${made}
server.tool("price", async (args, extra) => { const parent = propagation.extract(context.active(), extra._meta); });`,
      },
    },
    {
      name: "in Python by hand",
      files: {
        "server.py": `from mcp.server.fastmcp import FastMCP
from opentelemetry import propagate
mcp = FastMCP("shop")
def parent(meta):
    return propagate.extract(meta)

@mcp.tool()
def price(item: str, ctx):
    return parent(ctx.request_context.meta)
`,
      },
    },
    {
      name: "from headers by the HTTP instrumentation, over HTTP",
      files: {
        "index.ts": `${sdk}
import { getNodeAutoInstrumentations } from "@opentelemetry/auto-instrumentations-node";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
${made}`,
      },
    },
    {
      name: "by OpenInference, which does only that",
      files: {
        "server.py": `from mcp.server.fastmcp import FastMCP
from openinference.instrumentation.mcp import MCPInstrumentor
mcp = FastMCP("shop")
MCPInstrumentor().instrument()
`,
      },
    },
  ],
};
