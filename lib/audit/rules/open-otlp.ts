import { endpointFault } from "../config/endpoint";
import { holdsCredential } from "../knowledge/credentials";
import type { Hit, Rule } from "../rule";
import { type Subject, variableOf } from "../subject";
import { openOtlpCases } from "./open-otlp.cases";

const endpointVariable = /^OTEL_EXPORTER_(?:OTLP(?:_TRACES)?|JAEGER|ZIPKIN)_ENDPOINT$|^TRACELOOP_BASE_URL$/;
const headerVariables = ["OTEL_EXPORTER_OTLP_HEADERS", "OTEL_EXPORTER_OTLP_TRACES_HEADERS"];
const credentialVariables = [
  "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE",
  "OTEL_EXPORTER_OTLP_TRACES_CLIENT_CERTIFICATE",
  "TRACELOOP_API_KEY",
];

export const openOtlp: Rule = {
  id: "open-otlp",
  title: "Spans are sent without credentials",
  severity: "high",
  aspect: "security",
  why: "A receiver that asks nobody who is there takes forged spans from anybody, and a connection without TLS shows every span to who listens.",
  fix: "Send over TLS with a client certificate or an `Authorization` header, to a receiver that demands it.",
  detects:
    "Exporters in code, `OTEL_EXPORTER_OTLP_ENDPOINT` in environment files, Dockerfiles, compose files, manifests (also of Knative) and templates, and exporters of collectors, in files or in a ConfigMap: with a public address, and no header that is a credential, no key and no client certificate, or no TLS. To a private address without credentials: low. Loopback is fine, and so are vendors that refuse spans without a key.",
  misses: "Addresses and headers that only the machine it runs on knows. Whether the receiver checks what it is sent.",
  check,
  ...openOtlpCases,
};

function check(subject: Subject): readonly Hit[] {
  const { code, ownCode, ownConfig } = subject;
  const inCode = (name: string) => code.some(({ text }) => text.includes(name));
  const credentials =
    credentialVariables.some((name) => variableOf(subject, name) !== undefined || inCode(name)) ||
    headerVariables.some((name) => holdsCredential(variableOf(subject, name) ?? "none=") || inCode(name));
  const byCode = ownCode.flatMap(({ path, exporters }) =>
    exporters.flatMap(({ name, line, addresses, authenticated }) =>
      addresses.flatMap((address) => hit(path, line, `${name} sends`, address, authenticated || credentials)),
    ),
  );
  const inVariables = ownConfig.flatMap(({ path, variables }) =>
    variables
      .filter(({ name }) => endpointVariable.test(name))
      .flatMap(({ name, value, line }) => hit(path, line, `${name} sends`, value, credentials)),
  );
  const inCollectors = ownConfig.flatMap(({ path, exporters }) =>
    exporters.flatMap(({ name, line, address, authenticated }) =>
      hit(path, line, `exporter \`${name}\` sends`, address, authenticated),
    ),
  );
  return [...byCode, ...inVariables, ...inCollectors];
}

function hit(file: string, line: number, who: string, address: string, authenticated: boolean): readonly Hit[] {
  const found = endpointFault(address, authenticated);
  if (!found) return [];
  const message = `${who} spans to \`${address}\` ${found.fault}`;
  return [{ place: { file, line }, message, ...(found.reach === "private" ? { severity: "low" as const } : {}) }];
}
