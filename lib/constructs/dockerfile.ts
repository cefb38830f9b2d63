import { dirname } from "node:path";
import { imageReference, images } from "../images";
import { configDirectory } from "../variables";

/** The programs that run in containers. */
export type Program = "envoy" | "collector" | "tempo" | "jaeger" | "grafana";

/** Number of the user a program runs as: the one its image was made for, never root. */
export const userOf: Readonly<Record<Program, number>> = {
  envoy: 101,
  collector: 10_001,
  tempo: 10_001,
  jaeger: 10_001,
  grafana: 472,
};

/** Folder of the staged directory that holds the collector's source. */
export const collectorFolder = "collector";

/** A Dockerfile that puts configuration files beside a program. */
export function dockerfile(program: Program, files: readonly string[], writable: readonly string[]): string {
  const lines =
    program === "collector" ? collector(writable) : [`FROM ${imageReference(images[program])}`, ...volumes(writable)];
  return `${[...lines, `COPY ${files.join(" ")} ${configDirectory}/`, `USER ${userOf[program]}`].join("\n")}\n`;
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

/** Fargate gives a mounted volume the owner and mode that the image declares for it; without this it belongs to root. */
function volumes(writable: readonly string[]): readonly string[] {
  return writable.length > 0 ? [`VOLUME ${JSON.stringify(writable)}`] : [];
}
