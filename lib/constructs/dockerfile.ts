import { dirname } from "node:path";
import { labelProxyVersion } from "../gateway/metrics-label-proxy";
import { imageReference, images } from "../images";
import { configDirectory } from "../variables";
import { type Bundled, bundled } from "./program-source";

/** The programs that run in containers. */
export type Program =
  | "envoy"
  | "collector"
  | "prometheus"
  | "tempo"
  | "jaeger"
  | "jaeger-cleaner"
  | "grafana"
  | "grafana-enterprise"
  | "label-proxy"
  | Bundled;

const grafanaUser = 472;

/** Number of the user a program runs as: the one its image was made for, never root. */
export const userOf: Readonly<Record<Program, number>> = {
  envoy: 101,
  collector: 10_001,
  // Its image's `nobody`, who owns the folder it writes to.
  prometheus: 65_534,
  tempo: 10_001,
  jaeger: 10_001,
  "jaeger-cleaner": 10_001,
  grafana: grafanaUser,
  "grafana-enterprise": grafanaUser,
  "label-proxy": 10_001,
  "grant-writer": 10_001,
  // Tells Grafana by a file that it is done.
  "grafana-bootstrap": grafanaUser,
};

/** Folder of the staged directory that holds the collector's source. */
export const collectorFolder = "collector";

/** Folder of the staged directory that holds what a program of the kit is bundled from. */
export const sourceFolder = "source";

/** Where a container that is done leaves a file for one that waits for it. */
export const signalFolder = "/var/kit/signals";

/** A Dockerfile that puts configuration files beside a program. */
export function dockerfile(program: Program, files: readonly string[], writable: readonly string[]): string {
  return `${[...base(program, writable), ...configuration(files), `USER ${userOf[program]}`].join("\n")}\n`;
}

/** Docker copies what is in a folder, not the folder: each one is named. */
function configuration(files: readonly string[]): readonly string[] {
  const flat = files.filter((name) => !name.includes("/"));
  const folders = new Set(files.filter((name) => name.includes("/")).map((name) => name.split("/")[0]));
  return [
    ...(flat.length > 0 ? [`COPY ${flat.join(" ")} ${configDirectory}/`] : []),
    ...[...folders].map((folder) => `COPY ${folder}/ ${configDirectory}/${folder}/`),
  ];
}

function base(program: Program, writable: readonly string[]): readonly string[] {
  if (program === "collector") return collector(writable);
  if (program === "label-proxy") return labelProxy;
  if (program === "grant-writer" || program === "grafana-bootstrap") return bundledProgram(program, writable);
  if (program === "grafana" || program === "grafana-enterprise") return grafana(program, writable);
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
function bundledProgram(program: Bundled, writable: readonly string[]): readonly string[] {
  return [
    `FROM --platform=$BUILDPLATFORM ${imageReference(images.node)} AS build`,
    "WORKDIR /src",
    `COPY ${sourceFolder}/package.json ${sourceFolder}/package-lock.json ./`,
    "RUN npm ci --ignore-scripts --no-audit --no-fund",
    `COPY ${sourceFolder}/ ./`,
    `RUN node_modules/.bin/esbuild ${bundled[program]} --bundle --platform=node --target=node20 --outfile=/out/${program}.js`,
    `FROM ${imageReference(images.node)}`,
    `COPY --from=build /out/${program}.js /${program}.js`,
    ...signals(program, writable),
    ...volumes(writable),
  ];
}

/** What the image says by variables counts for more than what stands in a file: its paths are taken back. */
const pathsOfImage = ["CONFIG", "DATA", "LOGS", "PLUGINS", "PROVISIONING"].map((name) => `GF_PATHS_${name}=`);

/** The plugins that the data sources need are part of the image; none is fetched. */
function grafana(program: "grafana" | "grafana-enterprise", writable: readonly string[]): readonly string[] {
  return [
    `FROM ${imageReference(images[program])}`,
    `ENV ${pathsOfImage.join(" ")}`,
    ...signals(program, writable),
    ...volumes(writable),
  ];
}

/** Both sides of a signal run as the same user, so whichever image Fargate takes the folder's owner from, both may use it. */
function signals(program: Program, writable: readonly string[]): readonly string[] {
  if (!writable.includes(signalFolder)) return [];
  return ["USER root", `RUN mkdir -p ${signalFolder} && chown ${userOf[program]}:0 ${signalFolder}`];
}

/** Fargate gives a mounted volume the owner and mode that the image declares for it; without this it belongs to root. */
function volumes(writable: readonly string[]): readonly string[] {
  return writable.length > 0 ? [`VOLUME ${JSON.stringify(writable)}`] : [];
}
