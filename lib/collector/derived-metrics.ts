import type { Json } from "../artifact";
import type { Cell } from "../inputs";
import { type Pipeline, pipeline } from "./pipeline";
import { tracewatch } from "./tracewatch";

/** Everything that turns spans into the metrics of the alert contract. */
export interface DerivedMetricsConfig {
  readonly connectors: Readonly<Record<string, Json>>;
  /** Pipelines that start at the connector `from` and end at the exporter `to`. */
  pipelines(from: string, to: string): Readonly<Record<string, Pipeline>>;
}

const detector = "tracewatch";

export function derivedMetricsConfig(cell: Cell): DerivedMetricsConfig {
  return {
    connectors: { [detector]: tracewatch(cell) },
    pipelines: (from, to) => ({
      "traces/detect": pipeline([from], [], [detector]),
      "metrics/detect": pipeline([detector], [], [to]),
    }),
  };
}
