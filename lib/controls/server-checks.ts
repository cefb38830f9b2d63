import type { ControlGroup } from "./control";

const source = "the four checks of a server's code";

/** What is looked for in the code of an MCP server. */
export const serverChecks: ControlGroup = {
  title: "The four checks of a server's code",
  controls: [
    {
      id: "checks.untraced-handler",
      statement: "Tool handlers without a span are found (medium, Maintenance).",
      source,
      evidence: [],
      gap: "No check of server code exists yet.",
    },
    {
      id: "checks.unscrubbed-attribute",
      statement:
        "Attributes that are set from tool input, without a scrub step before export, are found (high, Security).",
      source,
      evidence: [],
      gap: "No check of server code exists yet.",
    },
    {
      id: "checks.no-context",
      statement: "A server that does not take up the caller's trace context is found.",
      source,
      evidence: [],
      gap: "No check of server code exists yet.",
    },
    {
      id: "checks.open-endpoint",
      statement: "OTLP endpoints without authentication, and local stores on public interfaces, are found.",
      source,
      evidence: [],
      gap: "No check of server code exists yet; of the deployment's own templates and images it is checked on every synthesis.",
    },
  ],
};
