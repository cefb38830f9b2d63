import type { Command } from "commander";
import { type QueueBound, queueBound } from "../../lib/collector/queue-bound";
import { cellOf } from "../../lib/inputs";
import { loadInputs } from "../inputs";
import { type CommonOptions, command, print } from "./options";

export function validateCommand(): Command {
  return command("validate", "check every file of the configuration and name all problems at once").action(
    async ({ config, json }: CommonOptions) => {
      const inputs = await loadInputs(config, { deployed: true });
      const { access, rules } = inputs;
      const names = Object.keys(inputs.environments);
      const queues = Object.fromEntries(names.map((name) => [name, queueBound(cellOf(inputs, name))]));
      const lines = [
        `${config} is valid: environments ${names.join(", ")}; ${access.teams.length} teams; ${rules.length} alert rules`,
        ...Object.entries(queues).map(([name, bound]) => `${name}: ${lost(bound)}`),
      ];
      print(json, { ok: true, environments: names, queues }, () => `${lines.join("\n")}\n`);
    },
  );
}

function lost({ queues, mib }: QueueBound): string {
  return `a collector task that is lost takes with it what destinations that are away did not take: at most ${mib} MiB for each of ${queues}`;
}
