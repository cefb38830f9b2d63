import type { Json } from "../artifact";
import { loopback, type Site } from "../site";
import { httpListener, refuse } from "./http";
import { workspaceName as cluster, workspaceCluster } from "./metrics-workspace";

/** Loopback to the metrics workspace: signs what the collector writes, with the task's own role. Lets nothing be read. */
export function metricsOut(site: Site): { readonly listener: Json; readonly cluster: Json } {
  const { host } = site.workspace;
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
    cluster: workspaceCluster(site),
  };
}
