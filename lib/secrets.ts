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

/** Not secret, but known only once the workspace exists: the path that takes samples. */
export const remoteWritePath = "KIT_REMOTE_WRITE_PATH";

/** Value of an external backend's credential header. */
export function targetCredential(target: Pick<ExportTarget, "id">): string {
  return `KIT_TARGET_${target.id.toUpperCase().replaceAll("-", "_")}`;
}

/** Further certificate authorities an external backend is checked against, PEM; the system's own count always. */
export const targetAuthority = "KIT_TARGET_CA";
