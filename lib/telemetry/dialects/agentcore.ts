import type { Dialect } from "../dialect";

export const agentcore: Dialect = {
  id: "agentcore",
  source: "Amazon Bedrock AgentCore Policy (documentation, 2026)",
  toolName: ["tool.name"],
  denial: { attribute: "aws.agentcore.policy.authorization_decision", value: "DENY" },
  content: [],
};
