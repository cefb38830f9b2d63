import type { Configuration } from "../configuration";

/** Two environments whose people sign in, and scrubbed spans of production that go to an external backend. */
export const config: Configuration = {
  kit: {
    name: "acme-traces",
    region: "eu-central-1",
    network: { egress: "internet" },
    people: {
      host: "traces.acme.example",
      certificateArn: "arn:aws:acm:eu-central-1:111122223333:certificate/0a1b2c3d-1111-2222-3333-444455556666",
      entry: "peering",
      clientRanges: ["10.20.0.0/16"],
      identityProvider: "egress",
    },
  },
  environments: {
    staging: { production: false, retention: { days: 14 } },
    prod: { retention: { days: 90 }, alerts: { "agentic-loop": { toolCalls: 80 } } },
  },
  access: {
    teams: [
      { id: "payments", services: ["payments-mcp", "ledger-mcp"] },
      { id: "search", services: ["search-mcp"] },
    ],
    audiences: [
      { id: "payments-developers", groups: ["acme-payments"] },
      { id: "security", groups: ["acme-security"] },
      { id: "on-call", groups: ["acme-on-call"] },
    ],
    grants: [
      { audience: "payments-developers", environments: ["staging"], teams: ["payments"], reads: ["traces"] },
      { audience: "security", environments: "all", teams: "all", reads: ["traces", "metrics"] },
      {
        audience: "on-call",
        environments: ["prod"],
        teams: "all",
        reads: ["traces", "metrics"],
        condition: "during-incident",
      },
    ],
    identity: {
      provider: "keycloak",
      issuer: "https://login.acme.example/realms/acme",
      audience: "mcp-traces",
      jwksUri: "https://login.acme.example/realms/acme/protocol/openid-connect/certs",
      signIn: {
        clientId: "grafana",
        authUrl: "https://login.acme.example/realms/acme/protocol/openid-connect/auth",
        tokenUrl: "https://login.acme.example/realms/acme/protocol/openid-connect/token",
      },
    },
    exportTargets: [
      { id: "datadog", backend: "datadog", endpoint: "https://otlp.datadoghq.eu", environments: ["prod"] },
    ],
  },
};
