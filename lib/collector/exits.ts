import type { Pipeline } from "./pipeline";

/** What stands in front of the detectors: leaves nothing but what metrics may say. */
export const labelScrubber = "scrub/labels";

/** Exporters to the environment's detectors, behind their door. */
const detectors = /^otlp_grpc\/detector\./;
/** Exporters that stay in the environment: its own trace store, behind the door. */
const ownStore = /^otlp_grpc\//;
/** Not `scrub/internal`, which only keeps secrets out of the store. */
const scrubber = /^scrub\/(?:target\.|labels$)/;

/** What is known of the parts of a collector besides their names. */
export interface Parts {
  /** Ids that stand between two pipelines. An exporter and a receiver may bear one name and have nothing to do with each other. */
  readonly connectors: readonly string[];
  /**
   * Whether a processor that is called a scrubber is one.
   * @default - it is
   */
  readonly scrubs?: (processor: string) => boolean;
  /**
   * Whether what an exporter gets stays where it is.
   * @default - nothing does but what goes to the own store
   */
  readonly stays?: (exporter: string) => boolean;
}

/** Whether an exporter may get what passed these processors. Every exporter counts as an exit unless it is known. */
function mayReach(
  exporter: string,
  passed: readonly string[],
  { scrubs = () => true, stays = () => false }: Parts,
): boolean {
  if (detectors.test(exporter)) return passed.includes(labelScrubber) && scrubs(labelScrubber);
  if (ownStore.test(exporter) || stays(exporter)) return true;
  return passed.some((processor) => scrubber.test(processor) && scrubs(processor));
}

/**
 * Ways on which spans, or what was counted from them, would leave without passing the scrubber that the exit demands: each as the
 * names it goes through.
 */
export function unscrubbedExits(pipelines: Readonly<Record<string, Pipeline>>, parts: Parts): readonly string[] {
  const all = Object.entries(pipelines);
  const connects = (id: string) => parts.connectors.includes(id);
  const produced = new Set(all.flatMap(([, { exporters }]) => exporters.filter(connects)));
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
      const next = connects(exporter) ? all.filter(([, { receivers }]) => receivers.includes(exporter)) : [];
      if (next.length > 0) return next.flatMap(([id, pipeline]) => follow(id, pipeline, here, behind));
      return mayReach(exporter, behind, parts) ? [] : [[...here, exporter].join(" → ")];
    });
  };
  const entries = all.filter(([, { receivers }]) => receivers.some((receiver) => !produced.has(receiver)));
  return entries.flatMap(([name, pipeline]) => follow(name, pipeline, [], []));
}
