import { labelScrubber, unscrubbedExits } from "../../../collector/exits";
import type { Pipeline } from "../../../collector/pipeline";
import { letThrough } from "../../../collector/scrub-strength";
import type { Container, Json } from "../deployment";
import { isInside, staysInside } from "../inside";
import { kindOf, pipelineConfigs, tempoConfigs, tempoTenants } from "../pipelines";
import type { Breach, TraceRule } from "../rule";
import { tempoCopies } from "../tempo-copies";

export const unscrubbedExport: TraceRule = {
  id: "UnscrubbedExport",
  statement:
    "In every file of an image that configures pipelines, each way out but that to the own store passes a scrubber that hides no less than the kit's own policy, and the store is spoken to over mutual TLS inside the network; Tempo sends nothing on.",
  why: "One exporter beside the scrubber sends everything that users typed to whoever runs the backend.",
  breaches: (deployment) => deployment.containers.flatMap(leaks),
};

function leaks({ task, name, image }: Container): readonly Breach[] {
  return [
    ...pipelineConfigs(image).map(({ file, config }) => ({ file, found: ofPipelines(config) })),
    ...[...tempoConfigs(image), ...tempoTenants(image)].map(({ file, config }) => ({
      file,
      found: tempoCopies(config).map((copy) => `Tempo has ${copy}`),
    })),
  ].flatMap(({ file, found }) =>
    found.map((what) => ({ resource: task, what: `${file} of container "${name}": ${what}` })),
  );
}

function ofPipelines(config: Json): readonly string[] {
  const { service, exporters = {}, processors = {}, connectors = {} } = config;
  const pipelines = complete(service.pipelines);
  const all = Object.values(pipelines);
  const weak = new Map(
    Object.entries<Json>(processors).map(([id, policy]) => [
      id,
      [
        ...(id === labelScrubber && policy?.mode !== "labels" ? ["more than labels"] : []),
        ...letThrough(policy ?? undefined),
      ],
    ]),
  );
  const exits = unscrubbedExits(pipelines, {
    connectors: Object.keys(connectors),
    scrubs: (id) => weak.get(id)?.length === 0,
    stays: (id) => staysInside(id, config),
  });
  const missing = all.flatMap((pipeline) => pipeline.processors).filter((id) => !(id in processors));
  return [
    ...exits.map((way) => `spans leave unscrubbed: ${way}${passing(way, pipelines, weak)}`),
    ...[...new Set(all.flatMap((pipeline) => pipeline.exporters))]
      .filter((id) => kindOf(id) === "otlp_grpc" && id.includes("/") && !isInside(exporters[id]))
      .map((id) => `exporter "${id}" counts as the store's, and leads elsewhere or without mutual TLS`),
    ...missing.map((id) => `processor "${id}" is named and not configured`),
  ];
}

/** What the scrubbers on a way let through, of which one line is told: it is enough to find the others. */
function passing(
  way: string,
  pipelines: Readonly<Record<string, Pipeline>>,
  weak: ReadonlyMap<string, readonly string[]>,
): string {
  const scrubbers = way
    .split(" → ")
    .flatMap((id) => pipelines[id]?.processors ?? [])
    .filter((id) => kindOf(id) === "scrub");
  return scrubbers
    .flatMap((id) => (weak.get(id) ?? []).slice(0, 1).map((what) => `; "${id}" lets through ${what}`))
    .join("");
}

/** Pipelines as the collector reads them: what is left out is an empty list. Where none enters, another file may say who does. */
function complete(pipelines: Json): Readonly<Record<string, Pipeline>> {
  return Object.fromEntries(
    Object.entries<Json>(pipelines ?? {}).map(([id, pipeline]) => [
      id,
      {
        receivers: pipeline?.receivers?.length > 0 ? pipeline.receivers : ["another file"],
        processors: pipeline?.processors ?? [],
        exporters: pipeline?.exporters ?? [],
      },
    ]),
  );
}
