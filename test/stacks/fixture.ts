import { makeInputs } from "../../bin/inputs";
import type { Inputs } from "../../lib/inputs";
import { packNames } from "../../lib/settings/packs";
import { config as company } from "../fixtures/company";

/** An invented company: two teams, a test and a production environment. */
const config = {
  kit: { name: "harbour", region: "eu-central-1" },
  environments: { test: { production: false, retention: { days: 5 }, collector: { tasks: 1 } }, prod: {} },
  access: {
    teams: [
      { id: "billing", services: ["billing-mcp"] },
      { id: "search", services: ["search-mcp", "index-mcp"] },
    ],
    audiences: [{ id: "security", groups: ["security"] }],
    grants: [{ audience: "security", environments: "all", teams: "all", reads: ["traces", "metrics"] }],
  },
};

/** The company with either store, and with whatever else a test changes. */
export function fixture(store: "tempo" | "jaeger", change: { kit?: object; access?: object } = {}): Inputs {
  return makeInputs({
    ...config,
    kit: { ...config.kit, store: { kind: store }, ...change.kit },
    access: { ...config.access, ...change.access },
  });
}

/** The company of the gateways' tests, whose people can sign in: three environments, and production during incidents. */
export function withPeople(
  store: "tempo" | "jaeger",
  change: { egress?: "none" | "internet"; incidents?: object; people?: object } = {},
): Inputs {
  const { egress = "none", incidents = {}, people = {} } = change;
  const reach = egress === "none" ? { identityProvider: "private", identityRanges: ["10.30.0.0/24"] } : {};
  return makeInputs({
    ...company,
    kit: {
      ...company.kit,
      store: { kind: store },
      network: { egress },
      people: { ...company.kit.people, ...reach, ...people },
    },
    access: { ...company.access, incidents, exportTargets: [] },
  });
}

const account = "2".repeat(12);

/** Each way that people come in by, instead of the company's own. */
export const entries = {
  peering: {},
  privateLink: { entry: "privateLink", clientRanges: [], allowedPrincipals: [`arn:aws:iam::${account}:root`] },
  clientVpn: {
    entry: "clientVpn",
    clientRanges: [],
    clientVpn: {
      serverCertificateArn: `arn:aws:acm:eu-central-1:${account}:certificate/12345678-0000-1111-2222-333344445555`,
      clientRange: "10.200.0.0/22",
      samlProviderArn: `arn:aws:iam::${account}:saml-provider/acme`,
    },
  },
} as const;

/** The same, held to every pack there is. */
export function withAllPacks(inputs: Inputs): Inputs {
  return { ...inputs, kit: { ...inputs.kit, compliance: { packs: [...packNames] } } };
}
