import type { Json } from "../artifact";
import { loopback } from "../site";

/** Stands first wherever data enters: refuses, with an answer that says to try again, before memory runs out. */
export const memoryLimiter: Json = { check_interval: "1s", limit_percentage: 75, spike_limit_percentage: 20 };

/** Where the process tells about itself. */
export const selfMetricsPath = "/metrics";

/** What the process tells about itself, in the names the registry knows: without units and types in them. */
export function selfMetrics(port: number): Json {
  return {
    pull: {
      exporter: {
        prometheus: {
          host: loopback,
          port,
          without_scope_info: true,
          without_units: true,
          without_type_suffix: true,
        },
      },
    },
  };
}
