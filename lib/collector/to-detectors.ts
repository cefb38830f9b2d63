import type { Json } from "../artifact";
import type { Cell } from "../inputs";
import type { Site } from "../site";
import { kitServerTls } from "./exporters";
import { type Pipeline, pipeline } from "./pipeline";

/** The parts of a collector that hand stripped spans to the detectors. */
export interface ToDetectors {
  readonly connectors: Readonly<Record<string, Json>>;
  readonly exporters: Readonly<Record<string, Json>>;
  readonly pipelines: Readonly<Record<string, Pipeline>>;
}

/** Connector that shares traces out by their id. It never refuses, so that a detector that is away stops nobody. */
export const shards = "shards";

/** Name on the certificate of the detectors' door. */
export function detectorName(environment: string): string {
  return `detector.${environment}.kit.internal`;
}

/** One exporter a detector, each with a queue of its own: one that is away holds up none of the others. */
export function toDetectors(cell: Cell, site: Site): ToDetectors {
  const each = site.detectors.map((address, index) => ({ id: `detector.${index}`, ...address }));
  return {
    connectors: { [shards]: { pipelines: each.map(({ id }) => `traces/${id}`) } },
    exporters: Object.fromEntries(
      each.map(({ id, host, port }) => [
        `otlp_grpc/${id}`,
        {
          endpoint: `${host}:${port}`,
          tls: kitServerTls(detectorName(cell.name)),
          retry_on_failure: { max_elapsed_time: "0s" },
          // In memory: when a task ends, such a queue is sent on, while one on its disk would go with the disk.
          sending_queue: { sizer: "bytes", queue_size: cell.settings.detector.queueMiB * 1024 * 1024 },
        },
      ]),
    ),
    pipelines: Object.fromEntries(each.map(({ id }) => [`traces/${id}`, pipeline([shards], [], [`otlp_grpc/${id}`])])),
  };
}
