import type { Dialect } from "../dialect";

export const envoyAiGateway: Dialect = {
  id: "envoy-ai-gateway",
  source: "Envoy AI Gateway 1.1.0",
  toolName: ["mcp.tool.name", "gen_ai.tool.name"],
  content: ["mcp.complete.argument.value"],
};
