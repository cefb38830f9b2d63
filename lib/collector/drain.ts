import type { Json } from "../artifact";
import { drainSeconds } from "../limits";
import { loopback, type Site } from "../site";
import { programMetrics } from "../telemetry/program-metrics";
import { selfMetricsPath } from "./collector-process";

/** Puts the collector's end off until its queues are empty: they lie on the task's disk, which goes with the task. */
export function drain(site: Site): Json {
  return {
    url: `http://${loopback}:${site.port("collector-telemetry")}${selfMetricsPath}`,
    metric: programMetrics.queueSize,
    within: `${drainSeconds}s`,
  };
}
