import { makeInputs } from "../../bin/inputs";
import type { GrafanaSite } from "../../lib/grafana/grafana-site";
import type { Inputs } from "../../lib/inputs";
import { config } from "../fixtures/company";

/** Grafana of the invented company. */
export const site: GrafanaSite = {
  rootUrl: "https://traces.acme.example/",
  bind: "0.0.0.0",
  port: 3000,
  database: {
    kind: "postgres",
    host: "grafana-database.acme.internal:5432",
    name: "grafana",
    user: "grafana",
    authorityFile: "/etc/kit/database-ca.pem",
  },
  dataPath: "/var/lib/grafana",
  provisioningPath: "/etc/kit/provisioning",
  queryGateway: () => "https://query.acme.internal:8443",
  metricsGateway: () => "https://metrics.acme.internal:8444",
  alertingGateway: () => "https://metrics.acme.internal:8445",
};

type People = NonNullable<(typeof config.kit)["people"]>;

/** The invented company, with a store and a way to keep people apart. */
export function companyInputs(kind: "tempo" | "jaeger" = "tempo", people: People = {}): Inputs {
  return makeInputs({
    ...config,
    kit: { ...config.kit, store: { kind }, people: { ...config.kit.people, ...people } },
  });
}
