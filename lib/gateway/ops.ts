import type { Json } from "../artifact";
import { type Listener, loopback, type Site } from "../site";
import { extension } from "./envoy";
import { httpListener, refuse } from "./http";

/** Path that answers 200 while the gateway serves. */
export const readyPath = "/ready";

/** Where only the container's own health check asks. */
const ownTaskOnly: ReadonlySet<Listener> = new Set(["grants-ops", "metrics-grants-ops", "egress-ops"]);

/** Health for the load balancer and the supervisor, and what else it is given to show. There is no admin port. */
export function opsListener(
  name: Extract<Listener, `${string}-ops`>,
  site: Pick<Site, "bind" | "port">,
  routes: readonly Json[] = [],
): Json {
  return httpListener({
    name,
    host: ownTaskOnly.has(name) ? loopback : site.bind,
    port: site.port(name),
    removeHeaders: [],
    filters: [
      extension("envoy.filters.http.health_check", "envoy.extensions.filters.http.health_check.v3.HealthCheck", {
        pass_through_mode: false,
        headers: [{ name: ":path", string_match: { exact: readyPath } }],
      }),
    ],
    virtualHost: { name, domains: ["*"], routes: [...routes, refuse] },
  });
}
