import type { EnvironmentSettings } from "../../lib/settings/parse";

/** The least room that the settings allow, so that there soon is none left. */
export const least = { queueMiB: 16, detectorQueueMiB: 8, callers: 100 } as const;

/** Two detectors, of which one may be missed, and queues and tables as small as they may be. */
export function smallest(settings: EnvironmentSettings): EnvironmentSettings {
  return {
    ...settings,
    collector: { ...settings.collector, queueMiB: least.queueMiB },
    detector: { ...settings.detector, tasks: 2, queueMiB: least.detectorQueueMiB },
    metrics: { ...settings.metrics, seriesLimit: least.callers },
  };
}
