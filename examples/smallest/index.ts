import type { Configuration } from "../configuration";

/** One environment of one team: spans are kept and alerts sent. Nobody reads traces until `identity` names an identity provider. */
export const config: Configuration = {
  kit: { region: "eu-west-1" },
  environments: { dev: { production: false, retention: { days: 7 }, collector: { tasks: 1 } } },
  access: {
    teams: [{ id: "payments", services: ["payments-mcp"] }],
    audiences: [{ id: "security", groups: ["security"] }],
    grants: [{ audience: "security", environments: "all", teams: "all", reads: ["traces", "metrics"] }],
  },
};
