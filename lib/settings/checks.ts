import { derivedMetrics } from "../telemetry/metrics";
import type { EnvironmentSettings } from "./parse";
import type { Problem } from "./problem";

/** What a check needs to know of a rule. */
interface LevelRule {
  readonly id: string;
  readonly metric: { readonly name: string };
  readonly level?: string;
  /** Reads what programs say of themselves, whose series do not expire. */
  readonly health?: boolean;
  readonly fires: Fires;
  readonly escalates?: { readonly fires: Fires };
}

/** Which threshold a severity compares with, and how. */
type Fires = { readonly above: string } | { readonly atLeast: string } | { readonly below: string };

/** What a schema cannot say of one option alone: how options of one environment must fit together. */
export function settingsProblems(
  settings: EnvironmentSettings,
  rules: readonly LevelRule[],
  file: string,
): readonly Problem[] {
  return [
    ...floorAboveThreshold(settings, rules, file),
    ...expiryBelowPending(settings, rules, file),
    ...detectorBeyondMemory(settings, file),
    ...queuesBeyondMemory(settings, file),
    ...severitiesCrossed(settings, rules, file),
    ...mostBelowLeast(settings, file),
  ];
}

/** Ensure that a trace is a series before its rule could fire. */
function floorAboveThreshold(
  { metrics, alerts }: EnvironmentSettings,
  rules: readonly LevelRule[],
  file: string,
): readonly Problem[] {
  return rules
    .filter(({ metric, level }) => metric.name === derivedMetrics.toolCalls.name && level)
    .flatMap(({ id, level = "" }) => {
      const threshold = alerts[id]?.[level] ?? 0;
      if (metrics.toolCallsFloor <= threshold) return [];
      return [
        {
          path: `${file}: metrics.toolCallsFloor`,
          value: metrics.toolCallsFloor,
          allowed: `at most the threshold of ${id}, ${threshold} calls`,
          fix: `lower it to ${threshold} or less, or raise alerts.${id}.${level}`,
        },
      ];
    });
}

/** Ensure that what the detector keeps leaves room for the samples that are made of it. */
function detectorBeyondMemory({ metrics, detector }: EnvironmentSettings, file: string): readonly Problem[] {
  const most = Math.floor(detector.memoryMiB / 4);
  if (metrics.detectorMiB <= most) return [];
  return [
    {
      path: `${file}: metrics.detectorMiB`,
      value: metrics.detectorMiB,
      allowed: `at most a quarter of detector.memoryMiB, ${most} MiB`,
      fix: `lower it to ${most} or less, or raise detector.memoryMiB`,
    },
  ];
}

/** Ensure that spans that wait for detectors do not take what a collector needs to receive. */
function queuesBeyondMemory({ collector, detector }: EnvironmentSettings, file: string): readonly Problem[] {
  const most = Math.floor(collector.memoryMiB / 4 / detector.tasks);
  if (detector.queueMiB <= most) return [];
  return [
    {
      path: `${file}: detector.queueMiB`,
      value: detector.queueMiB,
      allowed: `at most a quarter of collector.memoryMiB over all ${detector.tasks} detectors, ${most} MiB each`,
      fix: `lower it to ${most} or less, or raise collector.memoryMiB`,
    },
  ];
}

/** Ensure that a series outlives the time its rule waits before it fires. */
function expiryBelowPending(
  { metrics, alerts }: EnvironmentSettings,
  rules: readonly LevelRule[],
  file: string,
): readonly Problem[] {
  return rules.flatMap(({ id, health }) => {
    if (health) return [];
    const pending = alerts[id]?.for ?? 0;
    if (metrics.seriesExpirySeconds > pending) return [];
    return [
      {
        path: `${file}: metrics.seriesExpirySeconds`,
        value: metrics.seriesExpirySeconds,
        allowed: `more than the ${pending} seconds that ${id} waits before it fires`,
        fix: `raise it above ${pending}, or lower alerts.${id}.for`,
      },
    ];
  });
}

/** Ensure that as many collectors may run as must. */
function mostBelowLeast({ collector: { tasks, maxTasks } }: EnvironmentSettings, file: string): readonly Problem[] {
  if (maxTasks >= tasks) return [];
  return [
    {
      path: `${file}: collector.maxTasks`,
      value: maxTasks,
      allowed: `at least collector.tasks, ${tasks}`,
      fix: `raise it to ${tasks} or more, or lower collector.tasks`,
    },
  ];
}

/** Ensure that the higher severity of a rule is not reached before the lower one. */
function severitiesCrossed(
  { alerts }: EnvironmentSettings,
  rules: readonly LevelRule[],
  file: string,
): readonly Problem[] {
  return rules.flatMap(({ id, fires, escalates }) => {
    if (!escalates) return [];
    const [lower = ""] = Object.values(fires);
    const [higher = ""] = Object.values(escalates.fires);
    const from = alerts[id]?.[lower] ?? 0;
    const to = alerts[id]?.[higher] ?? 0;
    const downwards = "below" in fires;
    if (downwards ? to <= from : to >= from) return [];
    return [
      {
        path: `${file}: alerts.${id}.${higher}`,
        value: to,
        allowed: `${downwards ? "at most" : "at least"} alerts.${id}.${lower}, ${from}`,
        fix: `${downwards ? "lower" : "raise"} it to ${from}, or change alerts.${id}.${lower}`,
      },
    ];
  });
}
