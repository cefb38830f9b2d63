import type { Dialect } from "../dialect";

export const openlit: Dialect = {
  id: "openlit",
  source: "OpenLIT @ad20b7b",
  toolName: ["mcp.tool.name"],
  content: ["mcp.tool.arguments", "mcp.params", "mcp.request.payload", "mcp.tool.result", "mcp.error.message"],
};
