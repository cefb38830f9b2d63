/**
 * Environment variables through which secrets reach Grafana. The names with `GF_` are those Grafana itself looks for, so that a
 * value is taken even where a file does not mention it.
 */
export const grafanaVariables = {
  secretKey: "GF_SECURITY_SECRET_KEY",
  adminUser: "GF_SECURITY_ADMIN_USER",
  adminPassword: "GF_SECURITY_ADMIN_PASSWORD",
  databasePassword: "GF_DATABASE_PASSWORD",
  clientSecret: "GF_AUTH_GENERIC_OAUTH_CLIENT_SECRET",
  /** Certificate authorities of the query and metrics gateways, PEM. */
  gatewayAuthority: "KIT_GATEWAY_CA",
  /** Certificate of alert evaluation, PEM: `spiffe://kit/grafana-alerting`. */
  alertingCertificate: "KIT_ALERTING_CERT",
  alertingKey: "KIT_ALERTING_KEY",
} as const;

/** The SNS topic that alerts go to. No secret: only a deployment knows it. */
export const alertTopicVariable = "KIT_ALERT_TOPIC";
