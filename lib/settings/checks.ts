import { derivedMetrics } from "../telemetry/metrics";
import type { EnvironmentSettings } from "./parse";
import type { Problem } from "./problem";

/** What a check needs to know of a rule. */
interface LevelRule {
  readonly id: string;
  readonly metric: { readonly name: string };
  readonly level?: string;
}

/** What a schema cannot say of one option alone: how options of one environment must fit together. */
export function settingsProblems(
  settings: EnvironmentSettings,
  rules: readonly LevelRule[],
  file: string,
): readonly Problem[] {
  return [...floorAboveThreshold(settings, rules, file), ...expiryBelowPending(settings, rules, file)];
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

/** Ensure that a series outlives the time its rule waits before it fires. */
function expiryBelowPending(
  { metrics, alerts }: EnvironmentSettings,
  rules: readonly LevelRule[],
  file: string,
): readonly Problem[] {
  return rules.flatMap(({ id }) => {
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
