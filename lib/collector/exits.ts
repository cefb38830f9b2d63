import type { Pipeline } from "./pipeline";

/** Exporters that stay in the environment: its own trace store, behind the door. */
const ownStore = /^otlp_grpc\//;
/** Not `scrub/internal`, which only keeps secrets out of the store. */
const scrubber = /^scrub\/(?:target\.|labels$)/;

/**
 * Ways on which spans, or what was counted from them, would leave without passing a scrubber: each as the names it goes
 * through. Every exporter counts as an exit unless it is known to be the store's.
 */
export function unscrubbedExits(pipelines: Readonly<Record<string, Pipeline>>): readonly string[] {
  const all = Object.entries(pipelines);
  const produced = new Set(all.flatMap(([, { exporters }]) => exporters));
  const follow = (name: string, { processors, exporters }: Pipeline, way: readonly string[]): readonly string[] => {
    if (way.includes(name) || processors.some((processor) => scrubber.test(processor))) return [];
    return exporters
      .filter((exporter) => !ownStore.test(exporter))
      .flatMap((exporter) => {
        const next = all.filter(([, { receivers }]) => receivers.includes(exporter));
        const here = [...way, name];
        if (next.length === 0) return [[...here, exporter].join(" → ")];
        return next.flatMap(([id, pipeline]) => follow(id, pipeline, here));
      });
  };
  const entries = all.filter(([, { receivers }]) => receivers.some((receiver) => !produced.has(receiver)));
  return entries.flatMap(([name, pipeline]) => follow(name, pipeline, []));
}
