import type { Json } from "../artifact";
import { extension, socket, typed } from "./envoy";

/** Set by the gateway from the verified certificate, never by the client. */
export const identityHeader = "x-kit-identity";

interface HttpListener {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** Absent: plain HTTP, for loopback. */
  readonly tls?: Json;
  /** Removed before anything looks at the request. */
  readonly removeHeaders: readonly string[];
  /** Removed likewise, with every header that begins so. */
  readonly removePrefixes?: readonly string[];
  /** Routes that are known, or the file that holds them. */
  readonly virtualHost: Json | readonly Json[] | { readonly routesFile: string };
  readonly filters: readonly Json[];
  /** Absent: what happened, without what was asked. */
  readonly log?: Json;
  /** How long one request may take, from its first byte to the last of its answer. Unit: seconds. */
  readonly longest?: number;
  /** Settings of the connection manager that only this listener has. */
  readonly manager?: { readonly [key: string]: Json };
}

/** A listener with every request normalised, bounded and logged, and with the headers gone that only we may set. */
export function httpListener(listener: HttpListener): Json {
  const { name, host, port, tls, virtualHost, filters, log = accessLog, longest, manager } = listener;
  return {
    name,
    address: socket(host, port),
    // Otherwise a second process of the same user could share the port and take part of the traffic.
    enable_reuse_port: false,
    per_connection_buffer_limit_bytes: 1_048_576,
    filter_chains: [
      {
        ...(tls !== undefined && { transport_socket: tls }),
        filters: [
          extension(
            "envoy.filters.network.http_connection_manager",
            "envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
            {
              stat_prefix: name,
              ...strict,
              common_http_protocol_options: {
                ...strict.common_http_protocol_options,
                ...(longest !== undefined && { max_stream_duration: `${longest}s` }),
              },
              ...manager,
              access_log: [log],
              early_header_mutation_extensions: [headersOfOurs(listener)],
              ...routesOf(virtualHost),
              http_filters: [
                ...filters,
                extension("envoy.filters.http.router", "envoy.extensions.filters.http.router.v3.Router"),
              ],
            },
          ),
        ],
      },
    ],
  };
}

/** What every listener refuses, whatever its routes say. */
const strict = {
  use_remote_address: true,
  normalize_path: true,
  merge_slashes: true,
  path_with_escaped_slashes_action: "REJECT_REQUEST",
  strip_any_host_port: true,
  max_request_headers_kb: 60,
  request_headers_timeout: "10s",
  stream_idle_timeout: "60s",
  common_http_protocol_options: {
    headers_with_underscores_action: "REJECT_REQUEST",
    max_headers_count: 64,
    // A revoked certificate keeps an open connection at most this long.
    max_connection_duration: "900s",
  },
} as const;

function routesOf(from: HttpListener["virtualHost"]): { readonly [key: string]: Json } {
  if (!isFile(from)) {
    const hosts = Array.isArray(from) ? (from as readonly Json[]) : [from];
    return {
      route_config: { most_specific_header_mutations_wins: true, validate_clusters: true, virtual_hosts: hosts },
    };
  }
  // Read again every second: on a network file system no other host's writes are announced.
  const source = { path_config_source: { path: from.routesFile, poll_interval: "1s" }, resource_api_version: "V3" };
  return { rds: { route_config_name: routesName, config_source: source } };
}

function isFile(from: HttpListener["virtualHost"]): from is { readonly routesFile: string } {
  return typeof from === "object" && from !== null && "routesFile" in from;
}

/** Name of the routes in a file. */
export const routesName = "routes";

function headersOfOurs({ removeHeaders, removePrefixes = [], tls }: HttpListener): Json {
  const removed = [identityHeader, "x-forwarded-client-cert", "x-forwarded-for", ...removeHeaders];
  const stamp: Json = {
    append: {
      header: { key: identityHeader, value: "%DOWNSTREAM_PEER_URI_SAN%" },
      append_action: "OVERWRITE_IF_EXISTS_OR_ADD",
    },
  };
  return extension(
    "envoy.http.early_header_mutation.header_mutation",
    "envoy.extensions.http.early_header_mutation.header_mutation.v3.HeaderMutation",
    {
      mutations: [
        ...removed.map((remove): Json => ({ remove })),
        ...["x-envoy-", ...removePrefixes].map(
          (prefix): Json => ({ remove_on_match: { key_matcher: { prefix, ignore_case: true } } }),
        ),
        ...(tls !== undefined ? [stamp] : []),
      ],
    },
  );
}

/** One JSON line a request: who, what, and how it ended. No query, no header that could carry content. */
const accessLog = extension(
  "envoy.access_loggers.stdout",
  "envoy.extensions.access_loggers.stream.v3.StdoutAccessLog",
  {
    log_format: {
      json_format: {
        time: "%START_TIME%",
        identity: `%REQ(${identityHeader})%`,
        method: "%REQ(:METHOD)%",
        path: "%PATH(NQ:ORIG_OR_PATH)%",
        code: "%RESPONSE_CODE%",
        reason: "%RESPONSE_CODE_DETAILS%",
        route: "%ROUTE_NAME%",
        bytes: "%BYTES_RECEIVED%",
      },
    },
  },
);

/** A route that refuses. */
export const refuse: Json = {
  name: "refused",
  match: { prefix: "/" },
  direct_response: { status: 403 },
};

/** Routes chosen by the verified identity alone. Who is not in the map gets 403. */
export function byIdentity(name: string, routes: Readonly<Record<string, readonly Json[]>>): Json {
  return {
    name,
    domains: ["*"],
    matcher: {
      matcher_tree: {
        input: {
          name: "request-headers",
          typed_config: typed("envoy.type.matcher.v3.HttpRequestHeaderMatchInput", { header_name: identityHeader }),
        },
        exact_match_map: {
          map: Object.fromEntries(
            Object.entries(routes).map(([identity, list]) => [
              identity,
              { action: routeAction("routes", "envoy.config.route.v3.RouteList", { routes: [...list, refuse] }) },
            ]),
          ),
        },
      },
      on_no_match: { action: routeAction("refuse", "envoy.config.route.v3.Route", refuse as { [key: string]: Json }) },
    },
  };
}

function routeAction(name: string, type: string, fields: { [key: string]: Json }): Json {
  return { name, typed_config: typed(type, fields) };
}
