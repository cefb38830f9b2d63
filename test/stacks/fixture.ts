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
  change: { egress?: "none" | "internet"; incidents?: object } = {},
): Inputs {
  const { egress = "none", incidents = {} } = change;
  return makeInputs({
    ...company,
    kit: { ...company.kit, store: { kind: store }, network: { egress } },
    access: { ...company.access, incidents, exportTargets: [] },
  });
}

/** The same, held to every pack there is. */
export function withAllPacks(inputs: Inputs): Inputs {
  return { ...inputs, kit: { ...inputs.kit, compliance: { packs: [...packNames] } } };
}
