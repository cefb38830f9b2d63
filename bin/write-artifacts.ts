import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { serialize } from "../lib/artifact";
import { renderArtifacts } from "../lib/artifacts";
import { awsSite } from "../lib/aws-site";
import { cellOf, type Inputs } from "../lib/inputs";

/** Writes the files that the programs read on AWS, one folder an environment, in place of what was there. */
export async function writeArtifacts(inputs: Inputs, out: string): Promise<readonly string[]> {
  const artifacts = renderArtifacts(inputs, (environment) => awsSite(cellOf(inputs, environment)));
  const files = artifacts.map((artifact) => ({ path: join(out, artifact.path), text: serialize(artifact) }));
  // Only the environments' own folders are cleared, so that a wrong --out costs nothing else.
  for (const name of Object.keys(inputs.environments)) await rm(join(out, name), { recursive: true, force: true });
  for (const { path, text } of files) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
  return files.map(({ path }) => path);
}
