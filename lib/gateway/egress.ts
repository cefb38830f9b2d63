import type { ExportTarget } from "../access/policy";
import { targetsOf } from "../access/tenant";
import type { Artifact, Json } from "../artifact";
import type { Cell } from "../inputs";
import type { Address, Site } from "../site";
import { keysAddress } from "./egress-tunnel";
import { bootstrap, endpoints, extension } from "./envoy";
import { httpListener, refuse } from "./http";
import { opsListener } from "./ops";

/** Hosts of the keys that gateways verify tokens with. */
export function keyHosts(cell: Cell): readonly Address[] {
  const { identity } = cell.access;
  const { tokens } = cell.settings.ingest;
  const published = [identity?.jwksUri, tokens?.jwksUri].filter((jwksUri) => jwksUri !== undefined);
  return once(published.map((jwksUri) => keysAddress({ jwksUri })));
}

/** External backends that the collector sends scrubbed spans to. */
export function targetHosts(cell: Cell): readonly Address[] {
  return once(targetsOf(cell.access, cell.name).map(targetAddress));
}

/** Host and port of an external backend. */
export function targetAddress({ endpoint }: Pick<ExportTarget, "endpoint">): Address {
  const { hostname, port } = new URL(endpoint);
  return { host: hostname, port: port === "" ? 443 : Number(port) };
}

/** Every host of the outside world that an environment needs. */
export function egressHosts(cell: Cell): readonly Address[] {
  return once([...keyHosts(cell), ...targetHosts(cell)]);
}

function once(hosts: readonly Address[]): readonly Address[] {
  return [...new Map(hosts.map((address) => [nameOf(address), address])).values()];
}

function nameOf({ host, port }: Address): string {
  return `${host}:${port}`;
}

/** The part of a site that a way out is rendered from. */
export type EgressSite = Pick<Site, "bind" | "port" | "outside">;

/** Who asks for tunnels comes by its own port, so that security groups let nobody ask for the hosts of another. */
export type Tunnels = Partial<Record<"egress" | "egress-targets", readonly Address[]>>;

/** The way out of one environment: gateways to the keys, the collector to external backends. */
export function egressGateway(cell: Cell, site: EgressSite): Artifact {
  const targets = targetHosts(cell);
  return tunnelsTo(
    { egress: keyHosts(cell), ...(targets.length > 0 && { "egress-targets": targets }) },
    cell.name,
    site,
  );
}

/**
 * The only way out: a tunnel to each listed host and no other. A listed name alone would let any TLS server behind the same
 * address be spoken to, so the name inside TLS must be the host's as well, and plain text is cut.
 */
export function tunnelsTo(tunnels: Tunnels, whose: string, site: EgressSite): Artifact {
  const hosts = once(Object.values(tunnels).flat());
  const content = bootstrap(
    `${whose}-egress`,
    [
      ...listenersFor(tunnels).map(([name, listed]) => askedAt(name, listed, site)),
      ...hosts.map(sameNameInside),
      opsListener("egress-ops", site),
    ],
    hosts.flatMap((host) => [inside(host), outside(host, site)]),
    { extensions: [internalListeners] },
  );
  return { path: `${whose}/egress-gateway.json`, content };
}

function listenersFor(tunnels: Tunnels) {
  return (["egress", "egress-targets"] as const).flatMap((name) => {
    const listed = tunnels[name];
    return listed ? [[name, listed] as const] : [];
  });
}

function askedAt(name: keyof Tunnels, hosts: readonly Address[], site: EgressSite): Json {
  return httpListener({
    name,
    host: site.bind,
    port: site.port(name),
    removeHeaders: [],
    filters: [],
    virtualHost: [...hosts.map(tunnelTo), { name: "refused", domains: ["*"], routes: [refuse] }],
    // The port belongs to the name: another port of a listed host is another service.
    manager: { strip_any_host_port: false, upgrade_configs: [{ upgrade_type: "CONNECT" }] },
  });
}

function tunnelTo(address: Address): Json {
  const name = nameOf(address);
  return {
    name,
    domains: [name],
    routes: [
      {
        name,
        match: { connect_matcher: {} },
        route: {
          cluster: `inside.${name}`,
          timeout: "60s",
          upgrade_configs: [{ upgrade_type: "CONNECT", connect_config: {} }],
        },
      },
      refuse,
    ],
  };
}

function sameNameInside(address: Address): Json {
  const { host } = address;
  return {
    name: `inside.${nameOf(address)}`,
    internal_listener: {},
    listener_filters: [
      extension(
        "envoy.filters.listener.tls_inspector",
        "envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector",
      ),
    ],
    filter_chains: [
      {
        filter_chain_match: { server_names: [host], transport_protocol: "tls" },
        filters: [
          extension("envoy.filters.network.tcp_proxy", "envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy", {
            stat_prefix: host,
            cluster: `outside.${nameOf(address)}`,
          }),
        ],
      },
    ],
  };
}

function inside(to: Address): Json {
  const name = `inside.${nameOf(to)}`;
  return { name, type: "STATIC", connect_timeout: "2s", load_assignment: toInternal(name, name) };
}

function outside(to: Address, site: EgressSite): Json {
  const name = `outside.${nameOf(to)}`;
  const address = site.outside(to.host, to.port);
  return {
    name,
    type: "STRICT_DNS",
    dns_lookup_family: "V4_PREFERRED",
    connect_timeout: "5s",
    load_assignment: endpoints(name, address.host, address.port),
  };
}

/** An endpoint that is a listener of the same process. */
function toInternal(cluster: string, listener: string): Json {
  const address = { envoy_internal_address: { server_listener_name: listener } };
  return { cluster_name: cluster, endpoints: [{ lb_endpoints: [{ endpoint: { address } }] }] };
}

/** Switches listeners on that no network reaches. */
const internalListeners: Json = extension(
  "envoy.bootstrap.internal_listener",
  "envoy.extensions.bootstrap.internal_listener.v3.InternalListener",
);
