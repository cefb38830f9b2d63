import { fromEnvironment, storeVariables } from "../../variables";
import type { Json } from "./deployment";
import { kindOf } from "./pipelines";

/** Whether an exporter leads to a store or detector of the kit: by a name that only the network knows, over mutual TLS. */
export function isInside(exporter: Json): boolean {
  const { endpoint, tls } = exporter ?? {};
  const host = String(endpoint ?? "").replace(/:\d+$/, "");
  return (
    host.endsWith(".internal") &&
    Boolean(tls?.ca_pem && tls.cert_pem && tls.key_pem) &&
    !tls.insecure &&
    !tls.insecure_skip_verify
  );
}

/** Whether an exporter of a pipeline keeps what it gets where it is. */
export function staysInside(exporter: string, config: Json): boolean {
  const kind = kindOf(exporter);
  if (kind === "jaeger_storage_exporter") return isKept(config.exporters?.[exporter]?.trace_storage, config);
  return kind === "prometheus" && isDetector(config);
}

/** Whether one of Jaeger's storages is memory, a disk of its own, or the environment's own search domain. */
function isKept(storage: Json, { extensions = {} }: Json): boolean {
  const backend = extensions.jaeger_storage?.backends?.[storage] ?? {};
  const [kind, ...others] = Object.keys(backend);
  if (kind === undefined || others.length > 0) return false;
  const addresses: readonly string[] = backend[kind]?.server_urls ?? [];
  const domain = fromEnvironment(storeVariables.searchUrl);
  if (kind === "opensearch") return addresses.length > 0 && addresses.every((address) => address === domain);
  return kind === "memory" || kind === "badger";
}

/**
 * Whether nothing is done with spans but to count them. What a detector gets was stripped by the collectors, and its counts are read
 * where it stands; that it shows them to its own task alone is another rule's.
 */
function isDetector({ service, connectors = {} }: Json): boolean {
  const ofSpans = Object.entries<Json>(service.pipelines).filter(([id]) => kindOf(id) === "traces");
  const to: readonly string[] = ofSpans.flatMap(([, pipeline]) => pipeline?.exporters ?? []);
  return to.length > 0 && to.every((id) => kindOf(id) === "tracewatch" && id in connectors);
}
