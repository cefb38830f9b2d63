import type { Dialect } from "../dialect";

export const openllmetry: Dialect = {
  id: "openllmetry",
  source: "OpenLLMetry Python 0.62.1, JavaScript 0.27.0",
  toolName: ["traceloop.entity.name"],
  content: ["traceloop.entity.input", "traceloop.entity.output", "mcp.response.value"],
};
