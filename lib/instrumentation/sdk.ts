/** The only imports from the MCP SDK. Its package maps files by a wildcard that the linter cannot follow; the compiler can. */

// biome-ignore lint/correctness/noUnresolvedImports: resolved by the wildcard of the SDK's `exports`
export type { Client } from "@modelcontextprotocol/sdk/client/index.js";
// biome-ignore lint/correctness/noUnresolvedImports: resolved by the wildcard of the SDK's `exports`
export type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
// biome-ignore lint/correctness/noUnresolvedImports: resolved by the wildcard of the SDK's `exports`
export type { RequestHandlerExtra } from "@modelcontextprotocol/sdk/shared/protocol.js";
// biome-ignore lint/correctness/noUnresolvedImports: resolved by the wildcard of the SDK's `exports`
export type { ServerNotification, ServerRequest } from "@modelcontextprotocol/sdk/types.js";
// biome-ignore lint/correctness/noUnresolvedImports: resolved by the wildcard of the SDK's `exports`
export { ErrorCode, McpError } from "@modelcontextprotocol/sdk/types.js";
