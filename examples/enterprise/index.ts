import type { Configuration } from "../configuration";

/**
 * One Grafana organization with teams and permissions for each data source, which needs a Grafana Enterprise licence. People come
 * in by a VPN that is made here, and sign in to it by SAML.
 */
export const config: Configuration = {
  kit: {
    region: "us-east-1",
    network: { egress: "internet" },
    people: {
      grafana: "enterprise",
      host: "traces.clinic.example",
      certificateArn: "arn:aws:acm:us-east-1:111122223333:certificate/0a1b2c3d-1111-2222-3333-444455556666",
      entry: "clientVpn",
      clientVpn: {
        serverCertificateArn: "arn:aws:acm:us-east-1:111122223333:certificate/4d5e6f70-1111-2222-3333-444455556666",
        clientRange: "10.200.0.0/22",
        samlProviderArn: "arn:aws:iam::111122223333:saml-provider/clinic",
      },
      identityProvider: "egress",
    },
    compliance: { packs: ["AwsSolutions", "NIST.800.53.R5", "HIPAA.Security", "PCI.DSS.321"] },
  },
  environments: { prod: { retention: { days: 60 } } },
  access: {
    teams: [{ id: "claims", services: ["claims-mcp"] }],
    audiences: [
      { id: "security", groups: ["security"] },
      { id: "on-call", groups: ["on-call"] },
    ],
    grants: [
      { audience: "security", environments: "all", teams: "all", reads: ["traces", "metrics"] },
      {
        audience: "on-call",
        environments: ["prod"],
        teams: "all",
        reads: ["traces"],
        condition: "during-incident",
      },
    ],
    identity: {
      provider: "okta",
      issuer: "https://clinic.okta.example/oauth2/default",
      audience: "mcp-traces",
      jwksUri: "https://clinic.okta.example/oauth2/default/v1/keys",
      signIn: {
        clientId: "grafana",
        authUrl: "https://clinic.okta.example/oauth2/default/v1/authorize",
        tokenUrl: "https://clinic.okta.example/oauth2/default/v1/token",
      },
    },
  },
};
