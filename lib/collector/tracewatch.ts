import type { Json } from "../artifact";
import type { Cell } from "../inputs";
import { definitions } from "../signals/definitions";
import { depthContext } from "../telemetry/context";
import {
  callerErrorCodes,
  type DerivedMetric,
  derivedMetrics,
  detectorMetrics,
  type MetricLabel,
} from "../telemetry/metrics";
import { mission } from "../telemetry/mission";
import { countingService, denied } from "./dialect";

/** Newest spans of a trace that one team's part of it remembers; counts go on beyond them. */
const spansPerTrace = 1_024;
/** How long a span that is delivered again is sure to be recognised: exporters give up after a minute. */
const rememberSeconds = 60;
/** A call counts at the earliest after this part of a flush: time for its other spans to come. */
const settlePart = 3;

const label = (name: MetricLabel) => name;

/** How the detector counts in one cell, by the names the rules read. */
export function tracewatch(cell: Cell): Json {
  const { metrics } = cell.settings;
  return {
    environment: cell.name,
    service: countingService,
    attributes: {
      environment: label("environment"),
      team: label("team"),
      tool: mission.toolName.name,
      caller: label("caller_id"),
      decision: mission.authzDecision.name,
      code: label("code"),
      depth: mission.agentDepth.name,
      repeats: mission.loopRepeatCount.name,
      errors: mission.loopErrorStreak.name,
      typeChanged: mission.argumentTypeChanged.name,
    },
    deny: denied,
    codes: callerErrorCodes,
    metrics: Object.fromEntries(
      Object.entries({ ...derivedMetrics, ...detectorMetrics }).map(([id, { name }]) => [id, name]),
    ),
    labels: {
      trace: label("root_trace_id"),
      environment: label("environment"),
      team: label("team"),
      caller: label("caller_id"),
      code: label("code"),
      reason: label("reason"),
    },
    floors: {
      toolCalls: metrics.toolCallsFloor,
      depth: floorOf(cell, derivedMetrics.traceDepth, depthContext.limit),
      tenants: 2,
      repeats: definitions.repeat.warning.count,
      errors: definitions.streak.warning,
    },
    limits: {
      memoryMiB: metrics.detectorMiB,
      spansPerTrace,
      seriesPerTenant: metrics.seriesLimit,
      depth: depthContext.max,
    },
    flush: `${metrics.flushSeconds}s`,
    settle: `${Math.round((metrics.flushSeconds * 1_000) / settlePart)}ms`,
    remember: `${rememberSeconds}s`,
    expiry: `${metrics.seriesExpirySeconds}s`,
  };
}

/** The lowest value at which a rule on this metric could still be about to fire. */
function floorOf(cell: Cell, metric: DerivedMetric, otherwise: number): number {
  const levels = cell.rules
    .filter((rule) => rule.metric.name === metric.name && rule.level)
    .map((rule) => cell.settings.alerts[rule.id]?.[rule.level ?? ""] ?? otherwise);
  return levels.length > 0 ? Math.min(...levels) : otherwise;
}
