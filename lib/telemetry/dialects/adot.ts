import type { Dialect } from "../dialect";

export const adot: Dialect = {
  id: "adot",
  source: "AWS Distro for OpenTelemetry Python 0.17.0",
  toolName: ["gen_ai.tool.name"],
  content: ["gen_ai.tool.call.arguments", "gen_ai.tool.call.result"],
};
