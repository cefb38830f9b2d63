import { dirname } from "node:path";
import { labelProxyVersion } from "../gateway/metrics-label-proxy";
import { imageReference, images } from "../images";
import { configDirectory } from "../variables";
import { writerEntry } from "./writer-source";

/** The programs that run in containers. */
export type Program = "envoy" | "collector" | "tempo" | "jaeger" | "grafana" | "label-proxy" | "grant-writer";

/** Number of the user a program runs as: the one its image was made for, never root. */
export const userOf: Readonly<Record<Program, number>> = {
  envoy: 101,
  collector: 10_001,
  tempo: 10_001,
  jaeger: 10_001,
  grafana: 472,
  "label-proxy": 10_001,
  "grant-writer": 10_001,
};

/** Folder of the staged directory that holds the collector's source. */
export const collectorFolder = "collector";

/** Folder of the staged directory that holds what the writer of grants is bundled from. */
export const writerFolder = "writer";

/** A Dockerfile that puts configuration files beside a program. */
export function dockerfile(program: Program, files: readonly string[], writable: readonly string[]): string {
  const configuration = files.length > 0 ? [`COPY ${files.join(" ")} ${configDirectory}/`] : [];
  return `${[...base(program, writable), ...configuration, `USER ${userOf[program]}`].join("\n")}\n`;
}

function base(program: Program, writable: readonly string[]): readonly string[] {
  if (program === "collector") return collector(writable);
  if (program === "label-proxy") return labelProxy;
  if (program === "grant-writer") return grantWriter;
  return [`FROM ${imageReference(images[program])}`, ...volumes(writable)];
}

/** Compiled on the machine that deploys, for the architecture of the tasks, with the checksums of go.sum. */
function collector(writable: readonly string[]): readonly string[] {
  const user = userOf.collector;
  return [
    `FROM --platform=$BUILDPLATFORM ${imageReference(images.go)} AS build`,
    "ARG TARGETOS TARGETARCH",
    "WORKDIR /src",
    `COPY ${collectorFolder}/ ./`,
    "RUN CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH go build -mod=readonly -trimpath -ldflags='-s -w' -o /out/collector .",
    ...writable.map((path) => `RUN mkdir -p /writable${path}`),
    `FROM ${imageReference(images.alpine)}`,
    "COPY --from=build /out/collector /collector",
    // Copied with its parent, so that the directory itself is what gets the owner.
    ...writable.map((path) => `COPY --from=build --chown=${user}:${user} /writable${dirname(path)}/ ${dirname(path)}/`),
    ...volumes(writable),
  ];
}

/** Compiled from the Go module, whose sums the public checksum database knows; alpine has `wget` for the health check. */
const labelProxy: readonly string[] = [
  `FROM --platform=$BUILDPLATFORM ${imageReference(images.go)} AS build`,
  "ARG TARGETOS TARGETARCH",
  `RUN CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH go install -trimpath -ldflags='-s -w' github.com/prometheus-community/prom-label-proxy@v${labelProxyVersion}`,
  // Compiled for another architecture, it lies in a folder of that name.
  "RUN find /go/bin -type f -name prom-label-proxy -exec mv {} /prom-label-proxy \\;",
  `FROM ${imageReference(images.alpine)}`,
  "COPY --from=build /prom-label-proxy /prom-label-proxy",
];

/** One file of JavaScript, bundled with what the lock file names. */
const grantWriter: readonly string[] = [
  `FROM --platform=$BUILDPLATFORM ${imageReference(images.node)} AS build`,
  "WORKDIR /src",
  `COPY ${writerFolder}/package.json ${writerFolder}/package-lock.json ./`,
  "RUN npm ci --ignore-scripts --no-audit --no-fund",
  `COPY ${writerFolder}/ ./`,
  `RUN node_modules/.bin/esbuild ${writerEntry} --bundle --platform=node --target=node20 --outfile=/out/grant-writer.js`,
  `FROM ${imageReference(images.node)}`,
  "COPY --from=build /out/grant-writer.js /grant-writer.js",
];

/** Fargate gives a mounted volume the owner and mode that the image declares for it; without this it belongs to root. */
function volumes(writable: readonly string[]): readonly string[] {
  return writable.length > 0 ? [`VOLUME ${JSON.stringify(writable)}`] : [];
}
