import type { Configuration } from "../configuration";

/** Jaeger on an OpenSearch domain of its own, instead of Tempo. */
export const config: Configuration = {
  kit: { region: "eu-west-1", store: { kind: "jaeger" } },
  environments: { prod: {} },
  access: {
    teams: [
      { id: "payments", services: ["payments-mcp"] },
      { id: "support", services: ["tickets-mcp"] },
    ],
    audiences: [{ id: "security", groups: ["security"] }],
    grants: [{ audience: "security", environments: "all", teams: "all", reads: ["traces", "metrics"] }],
  },
};
