import type { Json } from "../artifact";
import { loopback, type Site } from "../site";
import { metricsReadPrefix } from "../variables";
import { httpListener, refuse } from "./http";
import { metricsApis } from "./metrics-apis";
import { teamHeader } from "./metrics-label-proxy";
import { workspaceName } from "./metrics-workspace";
import { longestQuery } from "./query-route";

/** Loopback to the metrics workspace, for the label proxy: signs what is read. Lets nothing be written. */
export function metricsRead(site: Site): Json {
  return httpListener({
    name: "metrics-read",
    host: loopback,
    port: site.port("metrics-read"),
    removeHeaders: [teamHeader],
    filters: [],
    longest: longestQuery,
    virtualHost: {
      name: workspaceName,
      domains: ["*"],
      routes: [
        {
          name: workspaceName,
          match: {
            safe_regex: { regex: metricsApis.map(({ paths }) => paths).join("|") },
            headers: [{ name: ":method", string_match: { safe_regex: { regex: "GET|POST" } } }],
          },
          route: {
            cluster: workspaceName,
            timeout: `${longestQuery}s`,
            host_rewrite_literal: site.workspace.host,
            // Added here and not by the proxy before: it would no longer know rules and alerts by their path.
            path_rewrite: `%ENVIRONMENT(${metricsReadPrefix})%%PATH(NQ)%`,
          },
        },
        refuse,
      ],
    },
  });
}
