import { parse } from "yaml";
import { unscrubbedExits } from "../../../collector/exits";
import type { Container, Json } from "../deployment";
import type { Breach, TraceRule } from "../rule";

export const unscrubbedExport: TraceRule = {
  id: "UnscrubbedExport",
  statement:
    "In the collector's configuration as it lies in the image, every way out but that to the own store passes a scrubber, and the store is spoken to over mutual TLS inside the network.",
  why: "One exporter beside the scrubber sends everything that users typed to whoever runs the backend.",
  breaches: (deployment) => deployment.containers.flatMap(leaks),
};

function leaks({ task, name, image }: Container): readonly Breach[] {
  const text = image?.text("collector.yaml");
  if (text === undefined) return [];
  const { service, exporters = {}, processors = {} }: Json = parse(text) ?? {};
  const pipelines: Json = service?.pipelines ?? {};
  const used = new Set(Object.values<Json>(pipelines).flatMap((pipeline) => pipeline.exporters ?? []));
  const missing = Object.values<Json>(pipelines)
    .flatMap((pipeline): readonly string[] => pipeline.processors ?? [])
    .filter((id) => !(id in processors));
  const found = [
    ...unscrubbedExits(complete(pipelines)).map((way) => `spans leave unscrubbed: ${way}`),
    ...[...used]
      .filter((id) => id.startsWith("otlp_grpc/") && !isInside(exporters[id]))
      .map((id) => `exporter "${id}" counts as the store's, and leads elsewhere or without mutual TLS`),
    ...missing.map((id) => `processor "${id}" is named and not configured`),
  ];
  return found.map((what) => ({ resource: task, what: `container "${name}": ${what}` }));
}

/** Pipelines as the collector reads them: what is left out is an empty list. */
function complete(pipelines: Json): Parameters<typeof unscrubbedExits>[0] {
  return Object.fromEntries(
    Object.entries<Json>(pipelines).map(([id, { receivers, processors, exporters }]) => [
      id,
      { receivers: receivers ?? [], processors: processors ?? [], exporters: exporters ?? [] },
    ]),
  );
}

function isInside(exporter: Json): boolean {
  const { endpoint, tls } = exporter ?? {};
  const host = String(endpoint ?? "").replace(/:\d+$/, "");
  return (
    host.endsWith(".internal") &&
    Boolean(tls?.ca_pem && tls.cert_pem && tls.key_pem) &&
    !tls.insecure &&
    !tls.insecure_skip_verify
  );
}
