import { parse } from "yaml";
import type { Json } from "./deployment";
import type { StagedImage } from "./staged-image";

/** A file of configuration in an image, read as the program reads it. */
export interface ParsedFile {
  readonly file: string;
  readonly config: Json;
}

const known = new WeakMap<StagedImage, readonly ParsedFile[]>();

/** Every file of JSON or YAML in an image, whatever its name: what a file does is told by what stands in it. */
export function parsedFiles(image: StagedImage | undefined): readonly ParsedFile[] {
  if (image === undefined) return [];
  const files = known.get(image) ?? image.files.flatMap((file) => parsed(file, image.text(file) ?? ""));
  known.set(image, files);
  return files;
}

function parsed(file: string, text: string): readonly ParsedFile[] {
  if (file.endsWith(".json")) return [{ file, config: JSON.parse(text) }];
  return /\.ya?ml$/.test(file) ? [{ file, config: parse(text, { merge: true }) }] : [];
}
