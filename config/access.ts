import type { AccessInput } from "../lib/access/policy";

export const access: AccessInput = {
  teams: [{ id: "payments", services: ["payments-mcp"] }],
  audiences: [
    { id: "payments-developers", groups: ["payments-developers"] },
    { id: "security", groups: ["security"] },
    { id: "on-call", groups: ["on-call"] },
  ],
  grants: [
    { audience: "payments-developers", environments: ["dev"], teams: ["payments"], reads: ["traces"] },
    { audience: "security", environments: "all", teams: "all", reads: ["traces", "metrics"] },
    {
      audience: "on-call",
      environments: ["prod"],
      teams: "all",
      reads: ["traces", "metrics"],
      condition: "during-incident",
    },
  ],
  // Until `identity` names your identity provider nobody can show who they are, so no grant opens anything.
  exportTargets: [],
};
