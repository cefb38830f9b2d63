/** A library that MCP servers are made with. */
export interface Framework {
  readonly name: string;
  readonly language: "javascript" | "python";
  /** Module a server imports it from. */
  readonly module: RegExp;
  /** What makes a server: names of constructors or functions. */
  readonly makes: readonly string[];
  /** Distribution it is installed from, where its version matters. */
  readonly package?: string;
  /** The major version that its names imply, where names changed: `mcp.server.fastmcp` is 1. */
  readonly implies?: number;
}

/** Known frameworks, in the order they are asked. Sources: the packages themselves, at the versions named in the reference page. */
export const frameworks: readonly Framework[] = [
  {
    name: "MCP TypeScript SDK 2",
    language: "javascript",
    module: /^@modelcontextprotocol\/(?:server|node|express|hono|fastify)(?:\/|$)/,
    makes: ["McpServer", "Server"],
  },
  {
    name: "MCP TypeScript SDK",
    language: "javascript",
    module: /^@modelcontextprotocol\/sdk(?:\/|$)/,
    makes: ["McpServer", "Server"],
  },
  { name: "fastmcp (TypeScript)", language: "javascript", module: /^fastmcp$/, makes: ["FastMCP"] },
  { name: "mcp-framework", language: "javascript", module: /^mcp-framework$/, makes: ["MCPServer"] },
  { name: "xmcp", language: "javascript", module: /^xmcp(?:\/|$)/, makes: ["createMcpHandler", "defineConfig"] },
  { name: "mcp-use", language: "javascript", module: /^mcp-use(?:\/|$)/, makes: ["MCPServer", "createMCPServer"] },
  {
    name: "mcp-handler",
    language: "javascript",
    module: /^(?:mcp-handler|@vercel\/mcp-adapter)$/,
    makes: ["createMcpHandler"],
  },
  { name: "tmcp", language: "javascript", module: /^tmcp$/, makes: ["McpServer"] },
  { name: "Mastra", language: "javascript", module: /^@mastra\/mcp$/, makes: ["MCPServer"] },
  { name: "Cloudflare agents", language: "javascript", module: /^agents\/mcp$/, makes: ["createMcpHandler"] },
  {
    name: "MCP Python SDK 1",
    language: "python",
    module: /^mcp\.server\.(?:fastmcp|FastMCP)(?:\.|$)/,
    makes: ["FastMCP"],
    package: "mcp",
    implies: 1,
  },
  {
    name: "MCP Python SDK 2",
    language: "python",
    module: /^mcp\.server(?:\.mcpserver)?(?:\.|$)/,
    makes: ["MCPServer"],
    package: "mcp",
    implies: 2,
  },
  { name: "MCP Python SDK", language: "python", module: /^mcp\.server(?:\.|$)/, makes: ["Server"], package: "mcp" },
  { name: "FastMCP", language: "python", module: /^fastmcp(?:\.|$)/, makes: ["FastMCP"], package: "fastmcp" },
  { name: "fastapi-mcp", language: "python", module: /^fastapi_mcp(?:\.|$)/, makes: ["FastApiMCP"] },
];
