import type { ExportTarget } from "./access/policy";

/**
 * Environment variables through which secrets reach the programs, on AWS from Secrets Manager and in the rehearsal from its
 * own certificate authority. Artifacts hold these names and never a value.
 */
export const secrets = {
  /** The program's own certificate chain, PEM. */
  certificate: "KIT_TLS_CERT",
  /** The program's private key, PEM. */
  key: "KIT_TLS_KEY",
  /** Certificate authority of the environment, PEM. */
  authority: "KIT_TLS_CA",
} as const;

/** Revocation list of the environment's authority, PEM, where one is kept. */
export const revocationList = "KIT_TLS_CRL";

/** Public keys of the issuer of servers' tokens, a JSON key set, where they are not fetched. */
export const ingestKeys = "KIT_INGEST_JWKS";

/** Key of the digests that stand for hidden values: the same value has the same digest. At least 32 bytes. */
export const scrubKey = "KIT_SCRUB_KEY";

/** What a store must be told that exists only once its stack does. */
export const storeVariables = {
  bucket: "KIT_BUCKET",
  keyId: "KIT_KMS_KEY_ID",
  region: "AWS_REGION",
  searchUrl: "KIT_OPENSEARCH_URL",
  searchUser: "KIT_OPENSEARCH_USER",
  searchPassword: "KIT_OPENSEARCH_PASSWORD",
} as const;

/** Where a program's image keeps its configuration. */
export const configDirectory = "/etc/kit";

/** Where Tempo finds its second file, if not there. */
export const tempoConfigFolder = "KIT_CONFIG";

/** Not secret, but known only once the workspace exists: the path that takes samples. The agent's start command fills it in. */
export const remoteWritePath = "KIT_REMOTE_WRITE_PATH";

/** What Grafana asks for before it tells its counts. The agent's start command writes it to a file. */
export const countsPassword = "KIT_GRAFANA_COUNTS_PASSWORD";

/** Not secret, but known only once the workspace exists: what stands before the path of its query API; empty for a plain Prometheus. */
export const metricsReadPrefix = "KIT_METRICS_READ_PREFIX";

/** Which execution of the state machine of grants its writer carries out. Everything else it asks Step Functions for. */
export const grantExecution = "KIT_GRANT_EXECUTION";

/** Value of an external backend's credential header. */
export function targetCredential(target: Pick<ExportTarget, "id">): string {
  return `KIT_TARGET_${target.id.toUpperCase().replaceAll("-", "_")}`;
}

/** Further certificate authorities an external backend is checked against, PEM; the system's own count always. */
export const targetAuthority = "KIT_TARGET_CA";

/** Reference to an environment variable, as the collector and Jaeger resolve it. */
export function fromEnvironment(name: string, otherwise?: string): string {
  return `\${env:${name}${otherwise === undefined ? "" : `:-${otherwise}`}}`;
}
