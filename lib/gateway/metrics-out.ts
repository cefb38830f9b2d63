import type { Json } from "../artifact";
import { loopback, type Site } from "../site";
import { endpoints, extension, typed } from "./envoy";
import { httpListener, refuse } from "./http";

const cluster = "metrics-workspace";
const protocolOptions = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";

/** Loopback to the metrics workspace: signs what the collector writes, with the task's own role. Lets nothing be read. */
export function metricsOut(site: Site): { readonly listener: Json; readonly cluster: Json } {
  const { host, port, tls, region } = site.workspace;
  return {
    listener: httpListener({
      name: "metrics-out",
      host: loopback,
      port: site.port("metrics-out"),
      removeHeaders: [],
      filters: [],
      virtualHost: {
        name: cluster,
        domains: ["*"],
        routes: [
          {
            name: cluster,
            match: {
              // The workspace's own path, or the one of a plain Prometheus.
              safe_regex: { regex: "(?:/workspaces/[A-Za-z0-9-]+)?/api/v1/(?:remote_)?write" },
              headers: [{ name: ":method", string_match: { exact: "POST" } }],
            },
            route: { cluster, timeout: "30s", host_rewrite_literal: host },
          },
          refuse,
        ],
      },
    }),
    cluster: {
      name: cluster,
      type: "STRICT_DNS",
      dns_lookup_family: "V4_PREFERRED",
      connect_timeout: "5s",
      load_assignment: endpoints(cluster, host, port),
      ...(tls && { transport_socket: serverTls(host) }),
      typed_extension_protocol_options: {
        [protocolOptions]: typed(protocolOptions, {
          explicit_http_config: { http_protocol_options: {} },
          // On the cluster, not the listener: the signature must cover the path after routing.
          http_filters: [
            sign(host, region),
            extension(
              "envoy.filters.http.upstream_codec",
              "envoy.extensions.filters.http.upstream_codec.v3.UpstreamCodec",
            ),
          ],
        }),
      },
    },
  };
}

/** The custom chain keeps Envoy from asking the instance metadata address, which a task has no business with. */
function sign(host: string, region: string): Json {
  return extension(
    "envoy.filters.http.aws_request_signing",
    "envoy.extensions.filters.http.aws_request_signing.v3.AwsRequestSigning",
    {
      service_name: "aps",
      region,
      host_rewrite: host,
      match_included_headers: [{ exact: "content-type" }],
      credential_provider: {
        custom_credential_provider_chain: true,
        container_credential_provider: {},
        environment_credential_provider: {},
      },
    },
  );
}

function serverTls(host: string): Json {
  return {
    name: "envoy.transport_sockets.tls",
    typed_config: typed("envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext", {
      sni: host,
      common_tls_context: {
        validation_context: {
          trusted_ca: { filename: "/etc/ssl/certs/ca-certificates.crt" },
          match_typed_subject_alt_names: [{ san_type: "DNS", matcher: { exact: host } }],
        },
      },
    }),
  };
}
