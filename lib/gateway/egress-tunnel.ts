import type { Json } from "../artifact";
import { type Listener, loopback, type Site } from "../site";
import { endpoints, extension, outsideTls, socket, spoken } from "./envoy";

/** The identity provider's keys. */
export const keysCluster = "identity-keys";

const egress = "egress";

/** Where keys are published that tokens are signed with. */
export interface PublishedKeys {
  readonly jwksUri: string;
}

/** Listeners that lead to the keys: one for each gateway and the process of its grants. */
export type KeysListener = Extract<Listener, `${string}-keys`>;

/**
 * A port of the gateway that leads through the egress gateway to an identity provider. On loopback and no listener inside the
 * process, because keys are fetched by Envoy's main thread, which no such listener answers.
 */
export function keysTunnel(keys: PublishedKeys, listener: KeysListener, site: Site) {
  const { host, port } = keysAddress(keys);
  return {
    listener: {
      name: listener,
      address: socket(loopback, site.port(listener)),
      enable_reuse_port: false,
      filter_chains: [
        {
          filters: [
            extension("envoy.filters.network.tcp_proxy", "envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy", {
              stat_prefix: listener,
              cluster: egress,
              tunneling_config: { hostname: `${host}:${port}` },
            }),
          ],
        },
      ],
    },
    cluster: {
      name: egress,
      type: "STRICT_DNS",
      dns_lookup_family: "V4_PREFERRED",
      connect_timeout: "5s",
      load_assignment: endpoints(egress, site.egressHost, site.port("egress")),
      ...spoken("http1"),
    },
  } as const satisfies { readonly listener: Json; readonly cluster: Json };
}

/** The identity provider's keys, at the other end of the tunnel: TLS from end to end. */
export function keysUpstream(keys: PublishedKeys, listener: KeysListener, site: Site): Json {
  const { host } = keysAddress(keys);
  return {
    name: keysCluster,
    type: "STATIC",
    connect_timeout: "5s",
    load_assignment: endpoints(keysCluster, loopback, site.port(listener)),
    transport_socket: outsideTls(host, site.outsideAuthorities),
    ...spoken("http1"),
  };
}

/** Host and port of the keys. */
export function keysAddress({ jwksUri }: PublishedKeys): { readonly host: string; readonly port: number } {
  const { hostname, port } = new URL(jwksUri);
  return { host: hostname, port: port === "" ? 443 : Number(port) };
}
