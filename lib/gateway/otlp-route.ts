import type { Json } from "../artifact";

/** Where OTLP takes traces. */
export const otlpPaths = {
  grpc: "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
  http: "/v1/traces",
} as const;

interface OtlpRoute {
  readonly protocol: keyof typeof otlpPaths;
  readonly cluster: string;
  /** Further headers the request must carry. */
  readonly headers?: readonly Json[];
  readonly perFilter?: { readonly [filter: string]: Json };
}

/** The one path of OTLP traces. Logs, metrics and every other service are refused by not being here. */
export function otlpRoute({ protocol, cluster, headers = [], perFilter = {} }: OtlpRoute): Json {
  return {
    name: `write.${cluster}`,
    match: { path: otlpPaths[protocol], headers: [{ name: ":method", string_match: { exact: "POST" } }, ...headers] },
    route: { cluster, timeout: "30s" },
    typed_per_filter_config: perFilter,
  };
}
