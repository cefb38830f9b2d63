import type { Json } from "../artifact";
import { loopback } from "../site";
import { secrets } from "../variables";

type Fields = { readonly [key: string]: Json | undefined };

/** An extension's typed configuration. */
export function typed(type: string, fields: Fields = {}): Json {
  return { "@type": `type.googleapis.com/${type}`, ...fields };
}

/** A named extension. */
export function extension(name: string, type: string, fields: Fields = {}): Json {
  return { name, typed_config: typed(type, fields) };
}

export function socket(host: string, port: number): Json {
  return { socket_address: { address: host, port_value: port } };
}

const protocolOptions = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";

/** An upstream on loopback. OTLP over gRPC needs HTTP/2; Tempo's and Jaeger's query APIs speak HTTP/1. */
export function loopbackCluster(name: string, port: number, protocol: "http1" | "http2"): Json {
  const options = protocol === "http2" ? { http2_protocol_options: {} } : { http_protocol_options: {} };
  return {
    name,
    type: "STATIC",
    connect_timeout: "2s",
    load_assignment: endpoints(name, loopback, port),
    typed_extension_protocol_options: { [protocolOptions]: typed(protocolOptions, { explicit_http_config: options }) },
  };
}

export function endpoints(name: string, host: string, port: number): Json {
  return {
    cluster_name: name,
    endpoints: [{ lb_endpoints: [{ endpoint: { address: socket(host, port) } }] }],
  };
}

/** Demands a certificate of the environment's authority whose URI begins with `identityPrefix`. */
export function mutualTls(identityPrefix: string): Json {
  const fromEnvironment = (name: string): Json => ({ environment_variable: name });
  return {
    name: "envoy.transport_sockets.tls",
    typed_config: typed("envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext", {
      require_client_certificate: true,
      common_tls_context: {
        alpn_protocols: ["h2", "http/1.1"],
        tls_params: { tls_minimum_protocol_version: "TLSv1_3" },
        tls_certificates: [
          { certificate_chain: fromEnvironment(secrets.certificate), private_key: fromEnvironment(secrets.key) },
        ],
        validation_context: {
          trusted_ca: fromEnvironment(secrets.authority),
          match_typed_subject_alt_names: [{ san_type: "URI", matcher: { prefix: identityPrefix } }],
        },
      },
    }),
  };
}

/** A whole Envoy: static, without an admin port. */
export function bootstrap(id: string, listeners: readonly Json[], clusters: readonly Json[]): Json {
  return {
    node: { id, cluster: "mcp-trace-kit" },
    static_resources: { listeners, clusters },
    // Allow-lists are long expressions; the default bound is for hand-written ones.
    layered_runtime: { layers: [{ name: "static", static_layer: { "re2.max_program_size.error_level": 1000 } }] },
  };
}
