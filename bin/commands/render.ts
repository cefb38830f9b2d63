import { join } from "node:path";
import type { Command } from "commander";
import { loadInputs } from "../inputs";
import { BadInput } from "../outcome";
import { writeArtifacts } from "../write-artifacts";
import { type CommonOptions, command, print } from "./options";

interface RenderOptions extends CommonOptions {
  readonly out: string;
}

export function renderCommand(): Command {
  return command("render", "write the files that the programs read on AWS")
    .option("--out <folder>", "where to write; what was rendered there before is replaced", join("out", "artifacts"))
    .action(async ({ config, json, out }: RenderOptions) => {
      if (out === "") throw new BadInput("--out is empty; allowed is the name of a folder");
      const files = await writeArtifacts(await loadInputs(config, { deployed: true }), out);
      print(json, { ok: true, files }, () => `${files.join("\n")}\n`);
    });
}
