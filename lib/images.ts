import { type ImageLock, readImageLock } from "./image-lock";

/** An image a container is built from. */
export interface BaseImage {
  readonly repository: string;
  readonly version: string;
}

/** Every image from outside, with its version. Nothing else in the kit names one. */
export const images = {
  envoy: { repository: "envoyproxy/envoy", version: "v1.40.0" },
  tempo: { repository: "grafana/tempo", version: "3.0.3" },
  // The rehearsal builds 2.13: later ones cannot be had as a Go module. The storage used here is the same in both.
  jaeger: { repository: "jaegertracing/jaeger", version: "2.20.0" },
  /** Deletes indices of Jaeger that are older than their retention. */
  "jaeger-cleaner": { repository: "jaegertracing/jaeger-es-index-cleaner", version: "2.20.0" },
  // The full image: `-slim` lacks the Prometheus and Tempo data sources, and `grafana-oss` ended at 12.4.
  grafana: { repository: "grafana/grafana", version: "13.2.3" },
  /** Where a licence is set. */
  "grafana-enterprise": { repository: "grafana/grafana-enterprise", version: "13.2.3" },
  /** The agent that reads metrics. With busybox, whose shell fills in where they go. */
  prometheus: { repository: "prom/prometheus", version: "v3.16.0" },
  /** Builds the collector. */
  go: { repository: "golang", version: "1.26.7-alpine" },
  /** Bundles and runs the writer of grants and the bootstrap of Grafana. */
  node: { repository: "node", version: "24.11-alpine" },
  /** Carries the collector and the label proxies: has `wget` for the health check, which an image without a shell could not run. */
  alpine: { repository: "alpine", version: "3.23" },
} as const satisfies Record<string, BaseImage>;

/** Name and version, under which the lock file knows an image. */
export function imageTag({ repository, version }: BaseImage): string {
  return `${repository}:${version}`;
}

/** The reference a Dockerfile starts from: name, version, and the digest that is locked for it. A version can be moved, a digest cannot. */
export function imageReference(image: BaseImage, lock: ImageLock = readImageLock()): string {
  const tag = imageTag(image);
  const locked = lock.images[tag];
  return locked ? `${tag}@${locked.digest}` : tag;
}

/** Images that nobody has locked. */
export function unlockedImages(lock: ImageLock = readImageLock()): readonly string[] {
  return Object.values(images)
    .map(imageTag)
    .filter((tag) => !Object.hasOwn(lock.images, tag));
}
