import type { Artifact, Json } from "../artifact";
import type { Cell } from "../inputs";
import type { Address, Site } from "../site";
import { keysAddress } from "./egress-tunnel";
import { bootstrap, endpoints, extension } from "./envoy";
import { httpListener, refuse } from "./http";
import { opsListener } from "./ops";

/** Hosts of the outside world that gateways reach, by what the configuration needs. */
export function egressHosts(cell: Cell): readonly Address[] {
  const { identity } = cell.access;
  const { tokens } = cell.settings.ingest;
  const published = [identity?.jwksUri, tokens?.jwksUri].filter((jwksUri) => jwksUri !== undefined);
  const hosts = published.map((jwksUri) => keysAddress({ jwksUri }));
  return [...new Map(hosts.map((address) => [`${address.host}:${address.port}`, address])).values()];
}

/** The part of a site that a way out is rendered from. */
export type EgressSite = Pick<Site, "bind" | "port" | "outside">;

/** The way out of one environment. */
export function egressGateway(cell: Cell, site: EgressSite): Artifact {
  return tunnelsTo(egressHosts(cell), cell.name, site);
}

/**
 * The only way out: a tunnel to each listed host and no other. A listed name alone would let any TLS server behind the same
 * address be spoken to, so the name inside TLS must be the host's as well, and plain text is cut.
 */
export function tunnelsTo(hosts: readonly Address[], whose: string, site: EgressSite): Artifact {
  const content = bootstrap(
    `${whose}-egress`,
    [
      httpListener({
        name: "egress",
        host: site.bind,
        port: site.port("egress"),
        removeHeaders: [],
        filters: [],
        virtualHost: [...hosts.map(tunnelTo), { name: "refused", domains: ["*"], routes: [refuse] }],
        // The port belongs to the name: another port of a listed host is another service.
        manager: { strip_any_host_port: false, upgrade_configs: [{ upgrade_type: "CONNECT" }] },
      }),
      ...hosts.map(sameNameInside),
      opsListener("egress-ops", site),
    ],
    hosts.flatMap((host) => [inside(host), outside(host, site)]),
    { extensions: [internalListeners] },
  );
  return { path: `${whose}/egress-gateway.json`, content };
}

function tunnelTo({ host, port }: Address): Json {
  return {
    name: host,
    domains: [`${host}:${port}`],
    routes: [
      {
        name: host,
        match: { connect_matcher: {} },
        route: {
          cluster: `inside.${host}`,
          timeout: "60s",
          upgrade_configs: [{ upgrade_type: "CONNECT", connect_config: {} }],
        },
      },
      refuse,
    ],
  };
}

function sameNameInside({ host }: Address): Json {
  return {
    name: `inside.${host}`,
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
            cluster: `outside.${host}`,
          }),
        ],
      },
    ],
  };
}

function inside({ host }: Address): Json {
  const name = `inside.${host}`;
  return { name, type: "STATIC", connect_timeout: "2s", load_assignment: toInternal(name, name) };
}

function outside({ host, port }: Address, site: EgressSite): Json {
  const name = `outside.${host}`;
  const address = site.outside(host, port);
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
