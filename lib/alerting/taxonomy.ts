/** What others call what the rules look for, by id. OWASP MCP Top 10 (2025), OWASP Agentic Applications (2026), MITRE ATLAS 5.6.1. */
export const taxonomy = {
  MCP01: "Token Mismanagement & Secret Exposure",
  MCP02: "Privilege Escalation via Scope Creep",
  MCP03: "Tool Poisoning",
  MCP04: "Supply Chain",
  MCP05: "Command Injection",
  MCP06: "Intent Flow Subversion",
  MCP07: "Insufficient Authentication & Authorization",
  MCP08: "Lack of Audit and Telemetry",
  MCP09: "Shadow MCP Servers",
  MCP10: "Context Injection & Over-Sharing",
  ASI01: "Agent Goal Hijack",
  ASI02: "Tool Misuse",
  ASI03: "Identity & Privilege Abuse",
  ASI04: "Supply Chain",
  ASI05: "Code Execution",
  ASI06: "Memory and Context Poisoning",
  ASI07: "Insecure Inter-Agent Communication",
  ASI08: "Cascading Failures",
  ASI09: "Human-Agent Trust Exploitation",
  ASI10: "Rogue Agents",
  "AML.T0034.002": "Agentic Resource Consumption",
  "AML.T0051": "LLM Prompt Injection",
  "AML.T0083": "Credentials from AI Agent Configuration",
  "AML.T0084": "Discover AI Agent Configuration",
  "AML.T0084.001": "Tool Definitions",
  "AML.T0086": "Exfiltration via AI Agent Tool Invocation",
  "AML.T0110": "AI Agent Tool Poisoning",
} as const;

export type Reference = keyof typeof taxonomy;

/** What no rule sees, and why: either it leaves no mark in spans, or the mark needs what the kit does not have. */
export const unseen: Readonly<Partial<Record<Reference, string>>> = {
  MCP02:
    "Scopes that widen are changed where they are granted, not in a call: a call that is permitted looks like any other.",
  MCP03:
    "The text of a tool's description is no part of a call. A changed tool list would need a digest of it on the span.",
  MCP04: "What a server was built from leaves no mark in spans.",
  MCP09:
    "A server nobody registered sends no spans here. A service that a team does not own is counted as `unknown`, not alerted on.",
  MCP10: "What a model was told stands in content, which no metric carries.",
  ASI01:
    "An injected instruction is text. Of its consequences only loops, denials and drifting arguments are seen: attacked runs loop hardly more than others.",
  ASI02:
    "A legitimate tool used for a wrong end looks like any call. First use of a tool needs a baseline: on tasks never seen before such signals fired on 60 to 230 of 1,000 benign runs.",
  ASI04: "What an agent was built from leaves no mark in spans.",
  ASI05: "Code that runs inside a tool is one span.",
  ASI06: "What an agent remembers leaves no mark in spans.",
  ASI09: "What a person believes leaves no mark in spans.",
  ASI10: "An agent that was never meant to run has a caller like any other; only its bursts and denials are seen.",
  "AML.T0051": "See ASI01.",
  "AML.T0086":
    "Reading, then sending in one trace would need tools marked as such; server annotations are not trusted for it.",
  "AML.T0110": "See MCP03.",
};

/** The name and the id, as people cite it. */
export function cited(id: Reference): string {
  const list = id.startsWith("MCP") ? "OWASP" : id.startsWith("ASI") ? "OWASP Agentic" : "MITRE ATLAS";
  return `${list} ${id} ${taxonomy[id]}`;
}
