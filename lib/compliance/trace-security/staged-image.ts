import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The directory that a container engine builds an image from when the stack is deployed. */
export interface StagedImage {
  readonly directory: string;
  /** The configuration baked into it: files that lie at the top, but for the Dockerfile. */
  readonly files: readonly string[];
  /** Text of one of its files; nothing where there is no such file. */
  text(name: string): string | undefined;
}

/** The staged directory of an image of this deployment: its reference ends with the hash that the directory is named after. */
export function stagedImage(reference: unknown, assembly: string): StagedImage | undefined {
  const [, hash] = /:([0-9a-f]{64})"?\}?$/.exec(JSON.stringify(reference ?? "")) ?? [];
  const directory = join(assembly, `asset.${hash}`);
  if (hash === undefined || !existsSync(directory)) return undefined;
  const files = readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== "Dockerfile")
    .map(({ name }) => name);
  const text = (name: string) => {
    const file = join(directory, name);
    return existsSync(file) ? readFileSync(file, "utf8") : undefined;
  };
  return { directory, files, text };
}
