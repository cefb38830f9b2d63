import type { Dialect } from "../dialect";

export const toolhive: Dialect = {
  id: "toolhive",
  source: "ToolHive 0.44.0",
  toolName: ["gen_ai.tool.name", "mcp.tool.name"],
  content: ["gen_ai.tool.call.arguments"],
};
