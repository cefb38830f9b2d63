import type { Artifact, Json } from "../artifact";
import { fromVariable } from "../ini";
import type { Inputs } from "../inputs";
import { type DataSource, dataSourcesOf } from "./data-sources";
import type { GrafanaSite } from "./grafana-site";
import { environmentVariables } from "./grafana-variables";

/** The data sources of every organization. One file: `prune` removes what stood in it and no longer does. */
export function dataSourceFile(inputs: Inputs, site: GrafanaSite): Artifact {
  return {
    path: "grafana/provisioning/datasources/kit.yaml",
    content: {
      apiVersion: 1,
      prune: true,
      datasources: dataSourcesOf(inputs).map((source) => provisioned(source, site)),
    },
  };
}

/** Every gateway that a data source points at, as `host:port`. */
export function gatewayHosts(inputs: Inputs, site: GrafanaSite): readonly string[] {
  const hosts = dataSourcesOf(inputs).map((source) => {
    const { protocol, hostname, port } = new URL(addressOf(source, site));
    return `${hostname}:${port || (protocol === "https:" ? "443" : "80")}`;
  });
  return [...new Set(hosts)];
}

function provisioned(source: DataSource, site: GrafanaSite): Json {
  const { organization, uid, name, type, environment } = source;
  const variables = environmentVariables(environment);
  return {
    name,
    uid,
    type,
    orgId: organization,
    access: "proxy",
    url: addressOf(source, site),
    isDefault: false,
    editable: false,
    jsonData: { ...ofType(source), ...credentials(source), tlsAuthWithCACert: true },
    secureJsonData: {
      tlsCACert: fromVariable(variables.authority),
      ...(source.kind === "alerting" && {
        tlsClientCert: fromVariable(variables.certificate),
        tlsClientKey: fromVariable(variables.key),
      }),
    },
  };
}

function addressOf({ kind, environment, prefix }: DataSource, site: GrafanaSite): string {
  const base = {
    traces: () => site.queryGateway(environment),
    metrics: () => site.metricsGateway(environment),
    alerting: () => site.alertingGateway(environment),
  }[kind]();
  return `${base.replace(/\/$/, "")}${prefix}`;
}

/** A person's own token on every query; a rule is evaluated for nobody, so it has a certificate and no token. */
function credentials({ kind }: DataSource): { readonly [key: string]: Json } {
  return kind === "alerting" ? { oauthPassThru: false, tlsAuth: true } : { oauthPassThru: true, tlsAuth: false };
}

function ofType({ type }: DataSource): { readonly [key: string]: Json } {
  switch (type) {
    case "tempo":
      // Streams run over gRPC, which carries no token of the person who asks and which the gateway refuses.
      return { streamingEnabled: { search: false, metrics: false } };
    case "jaeger":
      return {};
    case "prometheus":
      // With GET the question stands in the address, where the gateway's audit line takes it from. Rules are Grafana's own.
      return { httpMethod: "GET", prometheusType: "Prometheus", manageAlerts: false };
  }
}
