import type { Json } from "../artifact";
import type { ScrapedListener, Site } from "../site";
import { loopbackCluster } from "./envoy";
import { opsListener } from "./ops";

/** A program beside the gateway whose metrics are shown. */
interface ShownProgram {
  /** Below which path of the gateway's. */
  readonly as: "collector" | "detector" | "store";
  readonly port: number;
  readonly path: string;
}

/** Path of one program's metrics on the gateway's listener for operations. */
export function metricsPath(of: ShownProgram["as"] | "gateway"): string {
  return `/metrics/${of}`;
}

/** Where Envoy's admin interface tells its counts. */
export const ownStatsPath = "/stats/prometheus";

/**
 * The one request that the admin interface answers: counts that rules and dashboards read, once they are no longer nothing. It
 * compares the whole of it, so nothing else can be asked.
 */
const ownStats = `${ownStatsPath}?usedonly&filter=days_until_first_cert|rbac.*denied|jwt_authn.denied|downstream_rq_[1-5]xx`;

/** What a gateway shows of itself and of the programs beside it, which listen on loopback: one path each, and only to be read. */
export function shownMetrics(
  name: ScrapedListener,
  site: Site,
  programs: readonly ShownProgram[] = [],
): { readonly listener: Json; readonly clusters: readonly Json[]; readonly admin: Json } {
  // A socket with a name and no file: the file system is read-only, and the port would be one more to close.
  const admin = { pipe: { path: `@mcp-trace-kit/${site.port(name)}` } };
  const own = "own-stats";
  const cluster = (as: string) => `metrics.${as}`;
  return {
    listener: opsListener(name, site, [
      route(metricsPath("gateway"), own, ownStats),
      ...programs.map(({ as, path }) => route(metricsPath(as), cluster(as), path)),
    ]),
    clusters: [
      {
        name: own,
        type: "STATIC",
        connect_timeout: "2s",
        load_assignment: { cluster_name: own, endpoints: [{ lb_endpoints: [{ endpoint: { address: admin } }] }] },
      },
      ...programs.map(({ as, port }) => loopbackCluster(cluster(as), port, "http1")),
    ],
    admin: { address: admin, allow_paths: [{ exact: ownStats }] },
  };
}

function route(path: string, cluster: string, upstream: string): Json {
  return {
    name: cluster,
    match: { path, headers: [{ name: ":method", string_match: { exact: "GET" } }] },
    route: { cluster, timeout: "10s", prefix_rewrite: upstream },
  };
}
