import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { type Command, Option } from "commander";
import { type Cell, cellOf, type Inputs } from "../../../lib/inputs";
import { PkiFolder } from "../../../lib/pki/pki-folder";
import { placeProblems } from "../../../lib/pki/private-place";
import { ConfigurationError } from "../../../lib/settings/problem";
import { loadInputs } from "../../inputs";
import { BadInput } from "../../outcome";
import { allowed } from "../access/allowed";
import { type CommonOptions, command } from "../options";

/** What every command takes that works on certificates. */
export interface PkiOptions extends CommonOptions {
  readonly env?: readonly string[];
  readonly dir?: string;
}

/** An environment, and where its authority lives. */
export interface Place {
  readonly cell: Cell;
  readonly folder: PkiFolder;
}

export function pkiCommand(name: string, description: string): Command {
  return command(name, description)
    .addOption(new Option("--env <names...>", "environments; all of the configuration unless it is said"))
    .addOption(
      new Option("--dir <folder>", "where authorities and keys lie, outside every repository").default(
        undefined,
        "~/.mcp-trace-kit/<name of the installation>",
      ),
    );
}

/** Every environment that is meant. Fails before anything is done where keys may not lie in the folder. */
export async function places({ config, env, dir }: PkiOptions): Promise<{ inputs: Inputs; places: readonly Place[] }> {
  const inputs = await loadInputs(config);
  const names = Object.keys(inputs.environments);
  const wanted = env?.map((name) => allowed("--env", name, names, "environment")) ?? names;
  if (dir === "") throw new BadInput("--dir is empty; allowed: a folder outside every git work tree");
  const directory = resolve(dir ?? join(homedir(), ".mcp-trace-kit", inputs.kit.name));
  const problems = await placeProblems(directory);
  if (problems.length > 0) throw new ConfigurationError(problems, "the place of the keys");
  const found = wanted.map((name) => ({ cell: cellOf(inputs, name), folder: new PkiFolder(directory, name) }));
  return { inputs, places: found };
}

/** The same, where each environment must have its authority. */
export async function placesWithAuthority(options: PkiOptions): Promise<{ inputs: Inputs; places: readonly Place[] }> {
  const found = await places(options);
  const without = [];
  for (const { cell, folder } of found.places) {
    if (await folder.authority()) continue;
    without.push({
      path: folder.path,
      value: undefined,
      allowed: `the authority of ${cell.name}`,
      fix: `make it with \`kit pki init --env ${cell.name}\`, or name the folder that has it with --dir`,
    });
  }
  if (without.length > 0) throw new ConfigurationError(without, "the place of the keys");
  return found;
}
