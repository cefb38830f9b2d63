import type { Dialect } from "../dialect";

export const pythonSdk: Dialect = {
  id: "python-sdk",
  source: "MCP Python SDK 2.0.0",
  toolName: ["gen_ai.tool.name"],
  content: [],
};
