import { identityPrefix, systemIdentity } from "../access/tenant";
import type { Artifact } from "../artifact";
import { selfMetricsPath } from "../collector/collector-process";
import type { Cell } from "../inputs";
import type { Site } from "../site";
import { bootstrap, loopbackCluster, mutualTls } from "./envoy";
import { byIdentity, httpListener } from "./http";
import { otlpRoute } from "./otlp-route";
import { shownMetrics } from "./shown-metrics";

/**
 * The only open port of the detector's task for spans: the environment's collectors may write, and nobody else. Whose spans they
 * are was stamped before, by the collector, from the sender's certificate.
 */
export function detectorDoor(cell: Cell, site: Site): Artifact {
  const cluster = "detector";
  const shown = shownMetrics("detector-ops", site, [
    { as: "detector", port: site.port("detector-metrics"), path: "/metrics" },
    { as: "collector", port: site.port("detector-telemetry"), path: selfMetricsPath },
  ]);
  const content = bootstrap(
    `${cell.name}-detector-door`,
    [
      httpListener({
        name: "detector-door",
        host: site.bind,
        port: site.port("detector"),
        tls: mutualTls(identityPrefix(cell.name)),
        removeHeaders: [],
        filters: [],
        virtualHost: byIdentity("detector-door", {
          [systemIdentity(cell.name, "collector")]: [otlpRoute({ protocol: "grpc", cluster })],
        }),
      }),
      shown.listener,
    ],
    [loopbackCluster(cluster, site.port("detector-otlp"), "http2"), ...shown.clusters],
    { admin: shown.admin },
  );
  return { path: `${cell.name}/detector-door.json`, content };
}
