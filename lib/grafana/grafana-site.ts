/** Where Grafana keeps users and sessions. What it shows comes from files. */
export type GrafanaDatabase =
  | { readonly kind: "sqlite" }
  | {
      readonly kind: "postgres";
      /** Host and port. */
      readonly host: string;
      readonly name: string;
      readonly user: string;
      /** Certificate authorities the server is checked against, PEM. */
      readonly authorityFile: string;
    };

/** The holes in Grafana's files: addresses, ports, database, and where files lie. Everything else comes from the policy. */
export interface GrafanaSite {
  /** What people type: `https://<host>/`. */
  readonly rootUrl: string;
  /** Address Grafana binds. */
  readonly bind: string;
  readonly port: number;
  readonly database: GrafanaDatabase;
  /** Folder of Grafana's own files. */
  readonly dataPath: string;
  /** Folder of the provisioning files. */
  readonly provisioningPath: string;
  /** Base URL of the gateway that judges queries for traces: `https://<host>:<port>`, no path. */
  queryGateway(environment: string): string;
  /** Base URL of the gateway that judges queries for metrics. */
  metricsGateway(environment: string): string;
  /** Where alert rules read metrics; demands the certificate of alert evaluation. */
  alertingGateway(environment: string): string;
}
