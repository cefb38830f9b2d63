import type { Command } from "commander";
import { loadInputs } from "../inputs";
import { type CommonOptions, command, print } from "./options";

export function validateCommand(): Command {
  return command("validate", "check every file of the configuration and name all problems at once").action(
    async ({ config, json }: CommonOptions) => {
      const { environments, access, rules } = await loadInputs(config, { deployed: true });
      const names = Object.keys(environments);
      const text = `${config} is valid: environments ${names.join(", ")}; ${access.teams.length} teams; ${rules.length} alert rules\n`;
      print(json, { ok: true, environments: names }, () => text);
    },
  );
}
