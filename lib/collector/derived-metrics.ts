import type { Json } from "../artifact";
import type { Cell } from "../inputs";
import { type DerivedMetric, derivedMetrics } from "../telemetry/metrics";
import { mission } from "../telemetry/mission";
import { resource } from "../telemetry/resource";
import { attribute } from "./ottl";
import { type Pipeline, pipeline } from "./pipeline";

/** Everything that turns spans into the metrics of the alert contract. */
export interface DerivedMetricsConfig {
  readonly processors: Readonly<Record<string, Json>>;
  readonly connectors: Readonly<Record<string, Json>>;
  /** Pipelines that start at the connector `from` and end at the exporter `to`. */
  pipelines(from: string, to: string): Readonly<Record<string, Pipeline>>;
}

/** Instruments as the connectors name them; remote write adds `_total` and turns dots into underscores. */
const calls = "mcp.tool.calls";
const denials = "mcp.authz.denied";
const depthGauge = "mcp.trace.depth";

const depth = attribute("span", mission.agentDepth.name);

export function derivedMetricsConfig(cell: Cell): DerivedMetricsConfig {
  const { metrics } = cell.settings;
  const counted = (namespace: string, metric: DerivedMetric): Json => ({
    namespace,
    histogram: { disable: true },
    exclude_dimensions: ["service.name", "span.name", "span.kind", "status.code"],
    dimensions: metric.labels.map((name) => ({ name, default: "none" })),
    resource_metrics_key_attributes: [resource.serviceName.name],
    aggregation_cardinality_limit: metrics.seriesLimit,
    metrics_flush_interval: `${metrics.flushSeconds}s`,
    series_expiration: `${metrics.seriesExpirySeconds}s`,
  });

  return {
    processors: {
      "filter/calls": only(`span.kind == SPAN_KIND_SERVER and ${attribute("span", mission.toolName.name)} != nil`),
      "filter/denials": only(`${attribute("span", mission.authzDecision.name)} == "deny"`),
      "filter/deep": only(`IsInt(${depth}) and ${depth} >= ${floorOf(cell, derivedMetrics.traceDepth)}`),
      // Below the floor a trace is no series. The overflow series sums many traces, so it says nothing about one.
      "filter/floor": dropPoints(
        `metric.name == "${calls}" and datapoint.value_int < ${metrics.toolCallsFloor}`,
        `metric.name == "${calls}" and datapoint.attributes["otel.metric.overflow"] == true`,
      ),
      "transform/denials": {
        error_mode: "propagate",
        metric_statements: [
          {
            context: "metric",
            statements: [`set(metric.name, "${denials}") where metric.name == "${denials}.calls"`],
          },
        ],
      },
    },
    connectors: {
      "span_metrics/calls": counted(calls.replace(/\.calls$/, ""), derivedMetrics.toolCalls),
      "span_metrics/denials": counted(denials, derivedMetrics.authzDenied),
      "signal_to_metrics/depth": {
        spans: [
          {
            name: depthGauge,
            description: derivedMetrics.traceDepth.brief,
            attributes: derivedMetrics.traceDepth.labels.map((key) => ({ key })),
            gauge: { value: depth },
          },
        ],
      },
    },
    pipelines: (from, to) => ({
      "traces/calls": pipeline([from], ["filter/calls"], ["span_metrics/calls"]),
      "traces/denials": pipeline([from], ["filter/denials"], ["span_metrics/denials"]),
      "traces/deep": pipeline([from], ["filter/deep"], ["signal_to_metrics/depth"]),
      "metrics/calls": pipeline(["span_metrics/calls"], ["filter/floor"], [to]),
      "metrics/denials": pipeline(["span_metrics/denials"], ["transform/denials"], [to]),
      "metrics/deep": pipeline(["signal_to_metrics/depth"], [], [to]),
    }),
  };
}

/** The lowest value at which a rule on this metric could still be about to fire. */
function floorOf(cell: Cell, metric: DerivedMetric): number {
  const levels = cell.rules
    .filter((rule) => rule.metric === metric && rule.level)
    .map((rule) => cell.settings.alerts[rule.id]?.[rule.level ?? ""] ?? 0);
  return Math.min(...levels);
}

/** A filter drops what matches, so keeping is dropping the rest. */
function only(condition: string): Json {
  return { error_mode: "propagate", traces: { span: [`not (${condition})`] } };
}

function dropPoints(...conditions: readonly string[]): Json {
  return { error_mode: "propagate", metrics: { datapoint: conditions } };
}
