import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { serialize } from "../lib/artifact";
import { awsArtifacts } from "../lib/aws-artifacts";
import type { Inputs } from "../lib/inputs";

/** Writes the files that the programs read on AWS, one folder an environment, in place of those written there before. */
export async function writeArtifacts(inputs: Inputs, out: string): Promise<readonly string[]> {
  const files = awsArtifacts(inputs).map((artifact) => ({ path: join(out, artifact.path), text: serialize(artifact) }));
  // Files of the store that is no longer chosen would read as if they still counted. Nothing else is removed.
  const written = new Set(files.map(({ path }) => path));
  for (const path of everyArtifact(inputs, out)) if (!written.has(path)) await rm(path, { force: true });
  for (const { path, text } of files) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
  return files.map(({ path }) => path);
}

/** Where any artifact of these environments would lie, whichever store is chosen. */
function everyArtifact(inputs: Inputs, out: string): readonly string[] {
  return (["tempo", "jaeger"] as const).flatMap((kind) =>
    awsArtifacts({ ...inputs, kit: { ...inputs.kit, store: { kind } } }).map(({ path }) => join(out, path)),
  );
}
