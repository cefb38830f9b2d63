import type { Dialect } from "../dialect";

export const contextForge: Dialect = {
  id: "context-forge",
  source: "IBM ContextForge 1.0.8",
  toolName: ["tool.name"],
  callerId: ["user.email"],
  content: ["langfuse.observation.input"],
};
