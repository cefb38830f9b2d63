import { holdsCredential, isClientCertificate, isCredentialHeader } from "../knowledge/credentials";
import { collectorScrubbing } from "./collector-scrubbing";
import type { CollectorExporter, ConfigFacts, OpenBackend } from "./config-facts";
import type { Located } from "./yaml-documents";

type Facts = Pick<ConfigFacts, "exporters" | "scrubbing" | "listening">;

const everywhere = /^(?:0\.0\.0\.0|\[::\]|\*)?:\d+/;

/** What a collector's (or Tempo's) file receives, cleans and sends. */
export function collectorFacts(document: Located): Facts | undefined {
  const receivers = document.get("receivers") ?? document.get("distributor")?.get("receivers");
  if (!receivers) return undefined;
  return {
    listening: receivers.entries().flatMap(([name, receiver]) => listening(name, receiver)),
    exporters: (document.get("exporters")?.entries() ?? []).flatMap(([name, node]) => exporter(name, node)),
    scrubbing: collectorScrubbing(document),
  };
}

function listening(name: string, receiver: Located): readonly OpenBackend[] {
  const protocols = receiver.get("protocols")?.entries() ?? [];
  return protocols.flatMap(([protocol, settings]) => {
    const endpoint = settings.get("endpoint");
    if (!endpoint || !everywhere.test(String(endpoint.value))) return [];
    if (settings.get("auth") || settings.get("tls")?.get("client_ca_file")) return [];
    const what = `receiver \`${name}\` takes ${protocol} on every address from anybody`;
    const fix = "bind 127.0.0.1, or demand a client certificate (`tls.client_ca_file`) or `auth`";
    return [{ line: endpoint.line, what, fix }];
  });
}

function exporter(name: string, node: Located): readonly CollectorExporter[] {
  if (!/^otlp|^jaeger|^zipkin/.test(name)) return [];
  const address = node.get("traces_endpoint") ?? node.get("endpoint");
  if (!address) return [];
  const text = String(address.value);
  const insecure = node.get("tls")?.get("insecure")?.value === true;
  // Without a scheme a gRPC exporter uses TLS unless it is told not to.
  const full = text.includes("://") ? text : `${insecure ? "http" : "https"}://${text}`;
  const certificate = (node.get("tls")?.entries() ?? []).some(([key]) => isClientCertificate(key));
  const authenticated = node.get("auth") !== undefined || certificate || credentialsAmong(node.get("headers"));
  return [{ name, line: address.line, address: full, authenticated }];
}

/** Headers are a map, or a list of names and values; what a variable holds may be a credential. */
function credentialsAmong(headers: Located | undefined): boolean {
  if (!headers) return false;
  if (typeof headers.value === "string") return holdsCredential(headers.value);
  const listed = headers.items().map((item) => String(item.get("name")?.value));
  return [...headers.entries().map(([name]) => name), ...listed].some(isCredentialHeader);
}
