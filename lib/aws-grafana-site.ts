import { awsPorts, grafanaPort, privateDomain, readerHost } from "./aws-site";
import { grafanaFolder } from "./grafana/folders";
import type { GrafanaSite } from "./grafana/grafana-site";
import { databaseVariable } from "./grafana/grafana-variables";
import { fromVariable } from "./ini";
import type { KitSettings } from "./settings/kit";
import { loopback } from "./site";
import { configDirectory } from "./variables";

/** Name of its database, and of the user that owns it. */
export const grafanaDatabase = { name: "grafana", user: "grafana" } as const;

/** File with the authorities of databases in the region. */
export const databaseAuthorities = "database-authorities.pem";

/** Where Grafana, the gateways and its database find each other on AWS. */
export function awsGrafanaSite(kit: KitSettings): GrafanaSite {
  const { host } = kit.people;
  if (host === undefined) throw new Error("people.host is missing, so Grafana has no address");
  const gateway = (name: "query" | "metrics", environment: string, port: number) =>
    `https://${readerHost(name, kit.name, environment)}:${port}`;
  return {
    rootUrl: `https://${host}/`,
    bind: "0.0.0.0",
    port: grafanaPort,
    database: {
      kind: "postgres",
      host: fromVariable(databaseVariable),
      ...grafanaDatabase,
      authorityFile: `${configDirectory}/${databaseAuthorities}`,
    },
    dataPath: "/var/lib/grafana",
    provisioningPath: `${configDirectory}/provisioning`,
    queryGateway: (environment) => gateway("query", environment, awsPorts.query),
    metricsGateway: (environment) => gateway("metrics", environment, awsPorts.metrics),
    alertingGateway: (environment) => gateway("metrics", environment, awsPorts["metrics-alerting"]),
  };
}

/** Variables that lead Grafana's own calls through its way out, and what it calls directly: gateways and services of AWS. */
export function grafanaProxy({ name, region }: KitSettings): Readonly<Record<string, string>> {
  return {
    HTTPS_PROXY: `http://egress.${privateDomain(name, grafanaFolder)}:${awsPorts.egress}`,
    // The last one gives a task the keys of its role.
    NO_PROXY: [loopback, `.${name}.internal`, `sns.${region}.amazonaws.com`, "169.254.170.2"].join(","),
  };
}
