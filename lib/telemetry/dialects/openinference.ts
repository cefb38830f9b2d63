import type { Dialect } from "../dialect";

export const openinference: Dialect = {
  id: "openinference",
  source: "OpenInference 0.2.33",
  toolName: ["tool.name"],
  callerId: ["user.id"],
  content: ["tool.parameters", "input.value", "output.value"],
};
