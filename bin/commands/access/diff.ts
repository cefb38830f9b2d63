import type { Command } from "commander";
import { type Difference, difference } from "../../../lib/access/difference";
import { terminalColours } from "../../../lib/terminal-colours";
import { loadInputs } from "../../inputs";
import { type CommonOptions, command, print } from "../options";

const pc = terminalColours();

const examples = `
OLD is the folder of another configuration, such as the one of a checkout of the main branch.

Examples:
  git worktree add ../main main && kit access diff ../main/config
  kit access diff ../main/config --config config --json`;

export function diffCommand(): Command {
  return command("diff", "what a change of the configuration opens (+) and closes (-), and what else guards it (~)")
    .argument("<OLD>", "folder of the configuration as it was")
    .addHelpText("after", examples)
    .action(async (old: string, { config, json }: CommonOptions) => {
      const change = difference(await loadInputs(old), await loadInputs(config));
      print(json, change, () => diffText(change));
    });
}

export function diffText({ opens, closes, changes }: Difference): string {
  const lines = [
    ...opens.map(({ text }) => pc.green(`+ ${text}`)),
    ...closes.map(({ text }) => pc.red(`- ${text}`)),
    ...changes.map((text) => pc.yellow(`~ ${text}`)),
    `${opens.length} opened, ${closes.length} closed, ${changes.length} changed`,
  ];
  return `${lines.join("\n")}\n`;
}
