/** External backends the kit knows, and the header in which each takes its credential. */
const headers = {
  /** Whatever takes OTLP over HTTP, such as the intake of a SIEM. */
  otlp: "Authorization",
  honeycomb: "x-honeycomb-team",
  datadog: "dd-api-key",
} as const;

export const backendKinds = Object.keys(headers) as [keyof typeof headers, ...(keyof typeof headers)[]];

/** Header that carries the credential of an external backend. */
export function credentialHeader(target: { readonly backend: keyof typeof headers; readonly header?: string }): string {
  return target.header ?? headers[target.backend];
}
