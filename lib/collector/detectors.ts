/** A class of secret that gives itself away by its form, wherever it stands. RE2 syntax. */
export interface Detector {
  readonly id: string;
  readonly pattern: string;
}

/** What is looked for in the few texts that are kept: names of tools, callers, services, spans. */
export const detectors: readonly Detector[] = [
  { id: "private-key", pattern: "(?s)-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)" },
  { id: "jwt", pattern: "eyJ[A-Za-z0-9_-]{6,}\\.[A-Za-z0-9_-]{6,}(?:\\.[A-Za-z0-9_-]*)?" },
  { id: "authorization", pattern: "(?i)\\b(?:bearer|basic)\\s+[A-Za-z0-9._~+/=-]{8,}" },
  { id: "aws-access-key", pattern: "\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b" },
  { id: "github-token", pattern: "\\bgh[opsur]_[A-Za-z0-9]{20,}" },
  { id: "slack-token", pattern: "\\bxox[abeoprs]-[A-Za-z0-9-]{10,}" },
  { id: "provider-key", pattern: "\\b(?:sk|pk|rk)[-_](?:live|test|ant|proj)?[-_]?[A-Za-z0-9_-]{16,}" },
  { id: "url-credentials", pattern: "[a-z][a-z0-9+.-]*://[^\\s/:@]*:[^\\s/@]+@" },
  {
    id: "assignment",
    pattern: "(?i)(?:password|passwd|secret|token|api[_-]?key|credential)s?[\"']?\\s*[:=]\\s*[\"']?[^\\s\"',;}]{3,}",
  },
  { id: "e-mail", pattern: "[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}" },
];
