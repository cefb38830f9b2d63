import { loopback } from "../../site";
import type { Json } from "./deployment";
import { kindOf } from "./pipelines";

/** Whether an address, with or without a port, is reached by no network. */
export function isLoopback(address: unknown): boolean {
  return String(address).replace(/:\d+$/, "") === loopback;
}

/** Every address that Tempo listens on. Where it is not told one, it takes all of them: nothing said is an address too. */
export function tempoListens({ server, internal_server, memberlist, distributor }: Json): readonly unknown[] {
  const receivers = Object.values<Json>(distributor?.receivers ?? {});
  return [
    ...ofServer(server),
    ...(internal_server?.enable === true ? ofServer(internal_server) : []),
    ...atLeastOne(memberlist?.bind_addr ?? []),
    ...receivers.flatMap((receiver) => Object.values<Json>(receiver?.protocols ?? { own: receiver }).map(endpointOf)),
  ];
}

function ofServer(server: Json): readonly unknown[] {
  return [server?.http_listen_address, server?.grpc_listen_address];
}

/** What shows itself beside its pipelines: extensions, counts, and what a collector tells of itself. Receivers are another rule's. */
export function pipelineListens({ extensions, exporters, service }: Json): readonly unknown[] {
  const readers: readonly Json[] = service.telemetry?.metrics?.readers ?? [];
  return [
    ...Object.entries<Json>(extensions ?? {}).flatMap(([id, extension]) => ofExtension(kindOf(id), extension)),
    ...Object.entries<Json>(exporters ?? {}).flatMap(([id, own]) =>
      kindOf(id) === "prometheus" ? [endpointOf(own)] : [],
    ),
    ...readers.flatMap(({ pull }) => (pull === undefined ? [] : [pull.exporter?.prometheus?.host])),
  ];
}

/** Extensions that keep something or ask others, and answer nobody. */
const silent: readonly string[] = ["file_storage", "jaeger_storage", "drain"];

function ofExtension(kind: string, extension: Json): readonly unknown[] {
  if (silent.includes(kind)) return [];
  // Each of its two servers listens, whether it is named or not.
  if (kind === "jaeger_query") return [endpointOf(extension?.http), endpointOf(extension?.grpc)];
  return atLeastOne(endpoints(extension));
}

function endpointOf(node: Json): unknown {
  return node?.endpoint;
}

function endpoints(node: Json): readonly unknown[] {
  if (typeof node !== "object" || node === null) return [];
  return Object.entries<Json>(node).flatMap(([key, value]) => (key === "endpoint" ? [value] : endpoints(value)));
}

function atLeastOne(addresses: readonly unknown[]): readonly unknown[] {
  return addresses.length > 0 ? addresses : [undefined];
}
