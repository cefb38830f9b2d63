import { Command, Option } from "commander";
import type { Inputs } from "../../lib/inputs";
import { printableJson, printableReport } from "../../lib/printable";
import type { Engineering } from "../../rehearsal/engines/obtain";
import { terminalProgress } from "../../rehearsal/progress";
import { loadInputs } from "../inputs";
import { BadInput } from "../outcome";

/** What every command takes. */
export interface CommonOptions {
  readonly config: string;
  readonly json?: boolean;
}

/** What commands take that work on one environment. */
export interface EnvironmentOptions extends CommonOptions {
  readonly env: string;
  readonly engine?: Engineering;
}

/** A command with the options that every command has. */
export function command(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .addOption(new Option("--config <folder>", "folder of the configuration").default("config"))
    .addOption(jsonOption());
}

export const jsonOption = () =>
  new Option("--json", "one JSON document on standard output; progress stays on standard error");

export const environmentOption = (what = "environment that is rehearsed") =>
  new Option("--env <name>", what).default("prod");

export const engineOption = () =>
  new Option("--engine <kind>", "how programs are had: with Go and Python where they are there, or in containers")
    .choices(["auto", "container"])
    .default("auto");

export const keepOption = () => new Option("--keep", "keep the working folder with artifacts and logs");

export const progress = terminalProgress();

/** Inputs, with the environment checked as well. */
export async function inputsFor({ config, env }: EnvironmentOptions): Promise<Inputs> {
  const inputs = await loadInputs(config);
  if (!Object.hasOwn(inputs.environments, env)) {
    throw new BadInput(`--env ${env}: no such environment; allowed: ${Object.keys(inputs.environments).join(", ")}`);
  }
  return inputs;
}

/** The result: for machines when asked, else for people. */
export function print(json: boolean | undefined, document: unknown, text: () => string): void {
  process.stdout.write(json ? `${printableJson(document)}\n` : printableReport(text()));
}
