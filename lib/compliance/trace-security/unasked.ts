import { ownStatsPath } from "../../gateway/shown-metrics";
import { speaksTls } from "./caller-proof";
import type { Json } from "./deployment";
import type { OpenListener } from "./envoy-config";
import { managerOf, routesOf, typeOf } from "./envoy-parts";

const router = "envoy.extensions.filters.http.router.v3.Router";
const health = "envoy.extensions.filters.http.health_check.v3.HealthCheck";

/** Whether a listener tells nothing but health and counts, which whoever watches may ask for. */
export function tellsHealthAndCounts({ chains }: OpenListener): boolean {
  return chains.every((chain) => {
    const types = filterTypes(chain);
    return types.join() === [health, router].join() && all(chain, ({ route }) => refuses(route) || tellsCounts(route));
  });
}

/** Whether a listener answers everybody with a refusal: people's gateways, where no identity provider is configured. */
export function refusesEverybody({ chains }: OpenListener): boolean {
  return chains.every((chain) => speaksTls(chain) && all(chain, ({ route }) => refuses(route)));
}

/** Whether a listener does nothing but make tunnels to hosts that it names. */
export function tunnelsOnly({ chains }: OpenListener): boolean {
  return chains.every(
    (chain) =>
      filterTypes(chain).join() === router &&
      all(
        chain,
        ({ domains, route }) => refuses(route) || (isTunnel(route) && !domains.some((name) => name.includes("*"))),
      ),
  );
}

function filterTypes(chain: Json): readonly string[] {
  return (managerOf(chain)?.http_filters ?? []).map(typeOf);
}

function all(
  chain: Json,
  holds: (at: { readonly domains: readonly string[]; readonly route: Json }) => boolean,
): boolean {
  return routesOf(managerOf(chain))?.every(holds) ?? false;
}

function refuses({ direct_response }: Json): boolean {
  return direct_response?.status === 403;
}

function isTunnel({ match }: Json): boolean {
  return match?.connect_matcher !== undefined;
}

/** One path to be read, which becomes that of a program's metrics: no other question gets through. */
function tellsCounts({ match, route }: Json): boolean {
  const { cluster, timeout, prefix_rewrite, ...rest } = route ?? {};
  const read = (match?.headers ?? []).some(
    ({ name, string_match }: Json) => name === ":method" && string_match?.exact === "GET",
  );
  return (
    String(match?.path ?? "").startsWith("/metrics/") &&
    read &&
    (prefix_rewrite === "/metrics" || String(prefix_rewrite).startsWith(`${ownStatsPath}?`)) &&
    Object.keys(rest).length === 0
  );
}
