import type { Command } from "commander";
import { rehearsalText } from "../../rehearsal/report";
import { failed } from "../outcome";
import {
  command,
  type EnvironmentOptions,
  engineOption,
  environmentOption,
  inputsFor,
  keepOption,
  print,
  progress,
} from "./options";

interface RehearseOptions extends EnvironmentOptions {
  readonly keep?: boolean;
}

export function rehearseCommand(): Command {
  return command("rehearse", "run one environment on this machine with the real programs and play every scenario")
    .addOption(environmentOption())
    .addOption(engineOption())
    .addOption(keepOption())
    .action(async (options: RehearseOptions) => {
      const inputs = await inputsFor(options);
      const { rehearse } = await import("../../rehearsal/rehearse");
      const report = await rehearse(inputs, {
        environment: options.env,
        engine: options.engine,
        keep: options.keep,
        progress,
      });
      print(options.json, report, () => rehearsalText(report));
      if (!report.verdicts.every(({ passed }) => passed)) process.exitCode = failed;
    });
}
