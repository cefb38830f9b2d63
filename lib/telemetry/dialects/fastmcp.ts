import type { Dialect } from "../dialect";

export const fastmcp: Dialect = {
  id: "fastmcp",
  source: "FastMCP slim 4.2.1",
  toolName: ["gen_ai.tool.name", "fastmcp.component.key"],
  callerId: ["enduser.id"],
  content: [],
};
