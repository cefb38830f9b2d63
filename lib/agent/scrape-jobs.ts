import { metricsPath } from "../gateway/shown-metrics";
import type { Cell } from "../inputs";
import type { ScrapedListener } from "../site";

/** Something whose metrics are read. */
interface ScrapeJob {
  /** Label `job` of what it tells. */
  readonly name: string;
  readonly listener: ScrapedListener;
  readonly path: string;
  /** Whether it says itself which instance it is, as what restarts under the same address must. */
  readonly namesItself?: boolean;
}

/** Everything in one environment that tells something a rule or a dashboard reads. */
export function scrapeJobs(cell: Cell): readonly ScrapeJob[] {
  const gateway = (name: string, listener: ScrapedListener): ScrapeJob => ({
    ...{ name, listener },
    path: metricsPath("gateway"),
  });
  return [
    { name: "collector", listener: "ingest-ops", path: metricsPath("collector") },
    gateway("ingest-gateway", "ingest-ops"),
    { name: "detector", listener: "detector-ops", path: metricsPath("detector"), namesItself: true },
    { name: "detector-process", listener: "detector-ops", path: metricsPath("collector") },
    gateway("detector-door", "detector-ops"),
    ...(cell.kit.store.kind === "tempo"
      ? [{ name: "store", listener: "door-ops" as const, path: metricsPath("store") }]
      : []),
    gateway("store-door", "door-ops"),
    // Where nobody can show who he is there are no gateways for people.
    ...(cell.access.identity ? [gateway("query-gateway", "query-ops"), gateway("metrics-gateway", "metrics-ops")] : []),
  ];
}
