import type { EnvironmentSettings } from "../lib/settings/parse";

/**
 * What a rehearsal runs faster than production, and nothing else: intervals, and how long an alert waits. Thresholds,
 * windows and limits stay what the settings say. Unit: seconds.
 */
export const rehearsalTimings = {
  flushSeconds: 1,
  evaluationSeconds: 1,
  /** Longest pending time; a shorter one stays. */
  for: 4,
} as const;

/** The settings of a rehearsal. */
export function hurried(settings: EnvironmentSettings): EnvironmentSettings {
  const { flushSeconds, evaluationSeconds } = rehearsalTimings;
  return {
    ...settings,
    metrics: { ...settings.metrics, flushSeconds, evaluationSeconds },
    alerts: Object.fromEntries(
      Object.entries(settings.alerts).map(([id, levels]) => [
        id,
        { ...levels, for: Math.min(levels.for ?? 0, rehearsalTimings.for) },
      ]),
    ),
  };
}
