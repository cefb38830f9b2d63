import { type ParsedFile, parsedFiles } from "./parsed-files";
import type { StagedImage } from "./staged-image";

/** Files that configure pipelines, whatever their names: of collectors, detectors and Jaeger, which is made of a collector. */
export function pipelineConfigs(image: StagedImage | undefined): readonly ParsedFile[] {
  return parsedFiles(image).filter(({ config }) => config?.service?.pipelines !== undefined);
}

/** What an id in a collector's configuration is of: what stands before the slash. */
export function kindOf(id: string): string {
  return id.replace(/\/.*$/, "");
}

/** Sections that only Tempo has. One that lost all of them would still be Tempo, so its name counts as well. */
const tempoSections = ["distributor", "live_store", "ingester", "querier", "query_frontend", "backend_scheduler"];

export function tempoConfigs(image: StagedImage | undefined): readonly ParsedFile[] {
  return parsedFiles(image)
    .map(({ file, config }) => ({ file, config: config ?? {} }))
    .filter(({ file, config }) => file === "tempo.yaml" || tempoSections.some((section) => section in config));
}

/** Files that say what Tempo does for single tenants. */
export function tempoTenants(image: StagedImage | undefined): readonly ParsedFile[] {
  const known = tempoConfigs(image).map(({ file }) => file);
  return parsedFiles(image).filter(({ file, config }) => config?.overrides !== undefined && !known.includes(file));
}
