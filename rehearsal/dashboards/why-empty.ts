import { detectorMetrics, processorMetrics } from "../../lib/telemetry/metrics";
import { programMetrics } from "../../lib/telemetry/program-metrics";
import { programs } from "../../lib/telemetry/programs";
import type { RunningCell } from "../running-cell";

/** Counts of what goes wrong or is refused: most programs make the series with the first of them. */
const ofFailures: readonly string[] = [
  programMetrics.sendFailedSpans,
  programMetrics.enqueueFailedSpans,
  programMetrics.refusedSpans,
  programMetrics.gatewayRefusals,
  programMetrics.gatewayTokenRefusals,
  processorMetrics.scrubFailures.name,
  processorMetrics.unknownServices.name,
  detectorMetrics.dropped.name,
  programs.lateGrants.name,
];

/** Why a question may come back empty in a rehearsal; undefined where it has to bring something. */
export function whyEmpty(query: string, { cell }: RunningCell): string | undefined {
  const names = query.match(/\b(?:mcp|otelcol|envoy|tempo|grafana)_\w+/g) ?? [];
  const every = (test: (name: string) => boolean) => names.length > 0 && names.every(test);
  if (every((name) => name.startsWith("grafana_"))) return "Grafana is not started here";
  if (every((name) => name.startsWith("tempo_")) && cell.kit.store.kind !== "tempo") return "the store is Jaeger here";
  if (every((name) => ofFailures.includes(name) || name.startsWith("tempo_"))) return "nothing failed or was refused";
  return undefined;
}
