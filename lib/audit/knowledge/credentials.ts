/** Headers that say who sends. Tenants and data sets are named in others, such as `X-Scope-OrgID`, which anybody may write. */
const credentialHeaders: ReadonlySet<string> = new Set([
  "authorization",
  "proxy-authorization",
  "cookie",
  "uptrace-dsn",
  "x-honeycomb-team",
  "x-sentry-auth",
]);

/** Words in the names of all others: `api-key`, `DD-API-KEY`, `lightstep-access-token`, `signoz-ingestion-key`. */
const credentialWords: readonly RegExp[] = [
  /api[-_]?key/,
  /(?:access|ingest|ingestion|license|secret|write)[-_]?key/,
  /token|secret|password/,
];

/** Options under which a client certificate is given, or its key: those of Node, of gRPC, of collectors and of the kit. */
const clientCertificates: ReadonlySet<string> = new Set([
  "cert",
  "certFile",
  "cert_file",
  "cert_pem",
  "client_certificate_file",
  "client_key_file",
  "key",
  "keyFile",
  "pfx",
]);

/** Whether a header of this name is a credential. */
export function isCredentialHeader(name: string): boolean {
  const small = name.trim().toLowerCase();
  return credentialHeaders.has(small) || credentialWords.some((word) => word.test(small));
}

/** Whether headers as variables and texts give them, `name=value,name=value`, hold a credential. What cannot be read may. */
export function holdsCredential(pairs: string): boolean {
  const names = pairs.split(",").map((pair) => (pair.includes("=") ? (pair.split("=")[0] ?? "") : undefined));
  return names.some((name) => name === undefined || /[$<{]/.test(name) || isCredentialHeader(name));
}

/** Whether an option gives a client certificate. */
export function isClientCertificate(option: string): boolean {
  return clientCertificates.has(option);
}
