/** A TypeScript server without tools. */
export const head = `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { trace } from "@opentelemetry/api";
const server = new McpServer({ name: "shop", version: "1.0.0" });`;

/** A TypeScript server with one tool, whose body begins on line 5. */
export function tool(body: string, more: Readonly<Record<string, string>> = {}, input = "args") {
  const registered = `server.registerTool("price", {}, async (${input}) => trace.getTracer("shop").startActiveSpan("price", async (span) => {`;
  return { "index.ts": `${head}\n${registered}\n${body}\n  return { content: [] };\n}));`, ...more };
}

/** A Python server with one tool, whose body begins on line 8. */
export function python(body: string, parameters = "item: str, ctx: Context") {
  return {
    "server.py": `from fastmcp import Context, FastMCP
from opentelemetry import trace

mcp = FastMCP("shop")

@mcp.tool
def price(${parameters}):
${body}
    return "1"
`,
  };
}
