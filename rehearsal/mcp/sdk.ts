/** The rehearsal's imports from the MCP SDK, whose package maps files by a wildcard that the linter cannot follow. */

// biome-ignore lint/correctness/noUnresolvedImports: resolved by the wildcard of the SDK's `exports`
export { Client } from "@modelcontextprotocol/sdk/client/index.js";
// biome-ignore lint/correctness/noUnresolvedImports: resolved by the wildcard of the SDK's `exports`
export { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
// biome-ignore lint/correctness/noUnresolvedImports: resolved by the wildcard of the SDK's `exports`
export type { AuthInfo } from "@modelcontextprotocol/sdk/server/auth/types.js";
// biome-ignore lint/correctness/noUnresolvedImports: resolved by the wildcard of the SDK's `exports`
export { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
// biome-ignore lint/correctness/noUnresolvedImports: resolved by the wildcard of the SDK's `exports`
export { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
// biome-ignore lint/correctness/noUnresolvedImports: resolved by the wildcard of the SDK's `exports`
export type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
// biome-ignore lint/correctness/noUnresolvedImports: resolved by the wildcard of the SDK's `exports`
export { CallToolRequestSchema, ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";
