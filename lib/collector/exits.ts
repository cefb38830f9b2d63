import type { Pipeline } from "./pipeline";

/** What stands in front of the detectors: leaves nothing but what metrics may say. */
export const labelScrubber = "scrub/labels";

/** Exporters to the environment's detectors, behind their door. */
const detectors = /^otlp_grpc\/detector\./;
/** Exporters that stay in the environment: its own trace store, behind the door. */
const ownStore = /^otlp_grpc\//;
/** Not `scrub/internal`, which only keeps secrets out of the store. */
const scrubber = /^scrub\/(?:target\.|labels$)/;

/** Whether an exporter may get what passed these processors. Every exporter counts as an exit unless it is known. */
function mayReach(exporter: string, passed: readonly string[]): boolean {
  if (detectors.test(exporter)) return passed.includes(labelScrubber);
  return ownStore.test(exporter) || passed.some((processor) => scrubber.test(processor));
}

/**
 * Ways on which spans, or what was counted from them, would leave without passing the scrubber that the exit demands: each as the
 * names it goes through.
 */
export function unscrubbedExits(pipelines: Readonly<Record<string, Pipeline>>): readonly string[] {
  const all = Object.entries(pipelines);
  const produced = new Set(all.flatMap(([, { exporters }]) => exporters));
  const follow = (
    name: string,
    { processors, exporters }: Pipeline,
    way: readonly string[],
    passed: readonly string[],
  ) => {
    if (way.includes(name)) return [];
    const here = [...way, name];
    const behind = [...passed, ...processors];
    return exporters.flatMap((exporter): readonly string[] => {
      const next = all.filter(([, { receivers }]) => receivers.includes(exporter));
      if (next.length > 0) return next.flatMap(([id, pipeline]) => follow(id, pipeline, here, behind));
      return mayReach(exporter, behind) ? [] : [[...here, exporter].join(" → ")];
    });
  };
  const entries = all.filter(([, { receivers }]) => receivers.some((receiver) => !produced.has(receiver)));
  return entries.flatMap(([name, pipeline]) => follow(name, pipeline, [], []));
}
