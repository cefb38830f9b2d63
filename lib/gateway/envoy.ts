import type { Json } from "../artifact";
import { loopback } from "../site";
import { revocationList, secrets } from "../variables";

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
  return {
    name,
    type: "STATIC",
    connect_timeout: "2s",
    load_assignment: endpoints(name, loopback, port),
    ...spoken(protocol),
  };
}

export function endpoints(name: string, host: string, port: number): Json {
  return {
    cluster_name: name,
    endpoints: [{ lb_endpoints: [{ endpoint: { address: socket(host, port) } }] }],
  };
}

/** Demands a certificate of the environment's authority whose URI begins with `identityPrefix`. */
export function mutualTls(identityPrefix: string, { revocation = false } = {}): Json {
  return serverTls({
    require_client_certificate: true,
    common_tls_context: {
      ...ownCertificate,
      validation_context: {
        trusted_ca: fromEnvironment(secrets.authority),
        ...(revocation && { crl: fromEnvironment(revocationList) }),
        match_typed_subject_alt_names: [{ san_type: "URI", matcher: { prefix: identityPrefix } }],
      },
    },
  });
}

/** Shows the gateway's certificate and asks for none: who asks shows a token. */
export function tokensTls(): Json {
  return serverTls({ common_tls_context: ownCertificate });
}

function fromEnvironment(name: string): Json {
  return { environment_variable: name };
}

const ownCertificate: { readonly [key: string]: Json } = {
  alpn_protocols: ["h2", "http/1.1"],
  // Where Envoy is the client it would stop at 1.2 by itself.
  tls_params: { tls_minimum_protocol_version: "TLSv1_3", tls_maximum_protocol_version: "TLSv1_3" },
  tls_certificates: [
    { certificate_chain: fromEnvironment(secrets.certificate), private_key: fromEnvironment(secrets.key) },
  ],
};

function serverTls(fields: Fields): Json {
  return {
    name: "envoy.transport_sockets.tls",
    typed_config: typed("envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext", fields),
  };
}

/** To a program of the kit: shows our certificate, and demands that the other's carries one identity. */
export function mutualClientTls(name: string, identity: string): Json {
  return clientTls(name, {
    ...ownCertificate,
    alpn_protocols: ["h2"],
    validation_context: {
      trusted_ca: fromEnvironment(secrets.authority),
      match_typed_subject_alt_names: [{ san_type: "URI", matcher: { exact: identity } }],
    },
  });
}

/** To a host of the outside world, checked against the authorities in a file. */
export function outsideTls(host: string, authorities: string): Json {
  return clientTls(host, {
    tls_params: { tls_minimum_protocol_version: "TLSv1_2", tls_maximum_protocol_version: "TLSv1_3" },
    validation_context: {
      trusted_ca: { filename: authorities },
      match_typed_subject_alt_names: [{ san_type: "DNS", matcher: { exact: host } }],
    },
  });
}

function clientTls(sni: string, common: Fields): Json {
  return {
    name: "envoy.transport_sockets.tls",
    typed_config: typed("envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext", {
      sni,
      common_tls_context: common,
    }),
  };
}

/** What an upstream speaks. */
export function spoken(protocol: "http1" | "http2", filters?: readonly Json[]): { readonly [key: string]: Json } {
  const options = protocol === "http2" ? { http2_protocol_options: {} } : { http_protocol_options: {} };
  const fields = { explicit_http_config: options, ...(filters && { http_filters: filters }) };
  return { typed_extension_protocol_options: { [protocolOptions]: typed(protocolOptions, fields) } };
}

interface Besides {
  readonly extensions?: readonly Json[];
  /** Who may ask Envoy about itself, and what. Absent: nobody. */
  readonly admin?: Json;
}

/** A whole Envoy: static, without an admin port. */
export function bootstrap(
  id: string,
  listeners: readonly Json[],
  clusters: readonly Json[],
  { extensions = [], admin }: Besides = {},
): Json {
  return {
    node: { id, cluster: "mcp-trace-kit" },
    ...(admin !== undefined && { admin }),
    static_resources: { listeners, clusters },
    ...(extensions.length > 0 && { bootstrap_extensions: extensions }),
    // Allow-lists are long expressions; the default bound is for hand-written ones.
    layered_runtime: { layers: [{ name: "static", static_layer: { "re2.max_program_size.error_level": 1000 } }] },
  };
}
