import { Command } from "commander";
import { diffCommand } from "./access/diff";
import { grantCommand, listCommand, revokeCommand } from "./access/grants";
import { matrixCommand } from "./access/matrix";
import { whatCommand } from "./access/what";
import { whoCommand } from "./access/who";

const examples = `
Examples:
  kit access who --service payments-mcp --env prod
  kit access what --group on-call
  kit access diff ../main/config
  kit access matrix`;

/** What the policy comes to, and what opens and closes production. */
export function accessCommand(): Command {
  const access = new Command("access")
    .description("ask who sees which span, what a change of the policy does, and open production for an incident")
    .addHelpText("after", examples);
  for (const command of [
    whoCommand(),
    whatCommand(),
    diffCommand(),
    matrixCommand(),
    grantCommand(),
    revokeCommand(),
    listCommand(),
  ])
    access.addCommand(command);
  return access;
}
