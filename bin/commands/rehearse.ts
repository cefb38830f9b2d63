import type { Command } from "commander";
import type { Scenario } from "../../rehearsal/scenario";
import { BadInput, failed } from "../outcome";
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
  readonly story?: readonly string[];
}

export function rehearseCommand(): Command {
  return command("rehearse", "run one environment on this machine with the real programs and play every scenario")
    .addOption(environmentOption())
    .addOption(engineOption())
    .addOption(keepOption())
    .option("--story <id...>", "only these scenarios, by the names that a rehearsal shows")
    .action(async (options: RehearseOptions) => {
      const inputs = await inputsFor(options);
      // Loaded here, with every scenario and what they speak to: no other command waits for it.
      const [{ rehearse }, { rehearsalText }] = await Promise.all([
        import("../../rehearsal/rehearse"),
        import("../../rehearsal/report"),
      ]);
      const { env: environment, engine, keep, story } = options;
      const stories = story && (await storiesOf(story));
      const report = await rehearse(inputs, { environment, engine, keep, progress }, stories);
      print(options.json, report, () => rehearsalText(report));
      if (!report.verdicts.every(({ passed }) => passed)) process.exitCode = failed;
    });
}

async function storiesOf(ids: readonly string[]): Promise<readonly Scenario[]> {
  const { scenarios } = await import("../../rehearsal/scenarios");
  const unknown = ids.filter((id) => !scenarios.some((scenario) => scenario.id === id));
  if (unknown.length > 0) {
    const known = scenarios.map(({ id }) => id).join(", ");
    throw new BadInput(`--story ${unknown.join(" ")}: no such scenario; allowed: ${known}`);
  }
  return scenarios.filter(({ id }) => ids.includes(id));
}
