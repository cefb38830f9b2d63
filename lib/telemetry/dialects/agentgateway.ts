import type { Dialect } from "../dialect";

export const agentgateway: Dialect = {
  id: "agentgateway",
  source: "agentgateway 1.4.1",
  toolName: ["gen_ai.tool.name"],
  callerId: ["jwt.sub"],
  content: ["mcp.error.message"],
};
