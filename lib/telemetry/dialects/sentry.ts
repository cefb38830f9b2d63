import type { Dialect } from "../dialect";

export const sentry: Dialect = {
  id: "sentry",
  source: "@sentry/core 11.12.0",
  toolName: ["mcp.tool.name"],
  content: ["mcp.request.argument.*", "mcp.tool.result.*", "mcp.resource.uri"],
};
