/**
 * Environment variables through which secrets reach Grafana. The names with `GF_` are those Grafana itself looks for, so that a
 * value is taken even where a file does not mention it.
 */
export const grafanaVariables = {
  secretKey: "GF_SECURITY_SECRET_KEY",
  adminUser: "GF_SECURITY_ADMIN_USER",
  adminPassword: "GF_SECURITY_ADMIN_PASSWORD",
  databasePassword: "GF_DATABASE_PASSWORD",
  /** What the metrics agents must show. */
  countsPassword: "GF_METRICS_BASIC_AUTH_PASSWORD",
  clientSecret: "GF_AUTH_GENERIC_OAUTH_CLIENT_SECRET",
  /** Licence of an Enterprise Grafana. */
  licence: "GF_ENTERPRISE_LICENSE_TEXT",
} as const;

/** Variables of what Grafana holds of one environment: each has a certificate authority of its own. */
export function environmentVariables(environment: string) {
  const suffix = environment.toUpperCase().replaceAll("-", "_");
  return {
    /** Certificate authority of the query and metrics gateways, PEM. */
    authority: `KIT_GATEWAY_CA_${suffix}`,
    /** Certificate of alert evaluation, PEM: `spiffe://kit/grafana-alerting`. */
    certificate: `KIT_ALERTING_CERT_${suffix}`,
    key: `KIT_ALERTING_KEY_${suffix}`,
  } as const;
}

/** Host and port of the database. No secret: only a deployment knows it. */
export const databaseVariable = "KIT_DATABASE";

/** The SNS topic that alerts go to. No secret: only a deployment knows it. */
export const alertTopicVariable = "KIT_ALERT_TOPIC";
