/** An image a container is built from. */
interface BaseImage {
  readonly repository: string;
  readonly version: string;
  /**
   * `sha256:...` of the image for this version.
   * @default - the version alone. Whoever deploys pins it here after checking the image; versions can be moved, digests cannot.
   */
  readonly digest?: string;
}

/** Every image from outside, with its version. Nothing else in the kit names one. */
export const images = {
  envoy: { repository: "envoyproxy/envoy", version: "v1.40.0" },
  tempo: { repository: "grafana/tempo", version: "3.0.3" },
  // The rehearsal builds 2.13: later ones cannot be had as a Go module. The storage used here is the same in both.
  jaeger: { repository: "jaegertracing/jaeger", version: "2.20.0" },
  // The full image: `-slim` lacks the Prometheus and Tempo data sources, and `grafana-oss` ended at 12.4.
  grafana: { repository: "grafana/grafana", version: "13.2.3" },
  /** Where a licence is set. */
  "grafana-enterprise": { repository: "grafana/grafana-enterprise", version: "13.2.3" },
  /** Builds the collector. */
  go: { repository: "golang", version: "1.26.7-alpine" },
  /** Bundles and runs the writer of grants and the bootstrap of Grafana. */
  node: { repository: "node", version: "24.11-alpine" },
  /** Carries the collector and the label proxies: has `wget` for the health check, which an image without a shell could not run. */
  alpine: { repository: "alpine", version: "3.23" },
} as const satisfies Record<string, BaseImage>;

/** The reference a Dockerfile starts from. */
export function imageReference(image: BaseImage): string {
  return `${image.repository}:${image.version}${image.digest ? `@${image.digest}` : ""}`;
}
