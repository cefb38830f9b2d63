import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Command } from "commander";
import { serialize } from "../../lib/artifact";
import { renderArtifacts } from "../../lib/artifacts";
import { awsSite } from "../../lib/aws-site";
import { cellOf } from "../../lib/inputs";
import { loadInputs } from "../inputs";
import { type CommonOptions, command, print } from "./options";

interface RenderOptions extends CommonOptions {
  readonly out: string;
}

export function renderCommand(): Command {
  return command("render", "write the files that the programs read on AWS")
    .option("--out <folder>", "where to write; what was rendered there before is replaced", join("out", "artifacts"))
    .action(async ({ config, json, out }: RenderOptions) => {
      const inputs = await loadInputs(config);
      const artifacts = renderArtifacts(inputs, (environment) => awsSite(cellOf(inputs, environment)));
      // Only the environments' own folders are cleared, so that a wrong --out costs nothing else.
      for (const name of Object.keys(inputs.environments)) await rm(join(out, name), { recursive: true, force: true });
      const files = artifacts.map((artifact) => ({ path: join(out, artifact.path), text: serialize(artifact) }));
      for (const { path, text } of files) {
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, text);
      }
      const paths = files.map(({ path }) => path);
      print(json, { ok: true, files: paths }, () => `${paths.join("\n")}\n`);
    });
}
