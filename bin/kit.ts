#!/usr/bin/env -S node --import tsx
import { Command } from "commander";
import { auditCommand } from "../lib/audit/audit-command";
import { version } from "../package.json";
import { accessCommand } from "./commands/access";
import { alertsCommand } from "./commands/alerts";
import { complianceCommand } from "./commands/compliance";
import { consumerCommand } from "./commands/consumer";
import { costCommand } from "./commands/cost";
import { imagesCommand } from "./commands/images";
import { pkiCommand } from "./commands/pki";
import { preflightCommand } from "./commands/preflight";
import { rehearseCommand } from "./commands/rehearse";
import { renderCommand } from "./commands/render";
import { startCommand } from "./commands/start";
import { validateCommand } from "./commands/validate";
import { verifyCommand } from "./commands/verify";
import { badInput, failureDocument, reportFailure } from "./outcome";

const kit = new Command("kit")
  .version(version)
  .description("Watch MCP servers safely on AWS: check, render, rehearse and synthesize one configuration.")
  .addHelpText("after", "\nExit codes: 0 fine, 1 something was found or failed, 2 bad input.")
  .configureHelp({ showGlobalOptions: true });

/** A wrong option is bad input, however deep the command stands that it was given to. */
function strict(command: Command): Command {
  for (const inner of command.commands) strict(inner);
  return command.exitOverride((error) => {
    if (error.exitCode === 0) process.exit();
    failureDocument(error.message);
    process.exit(badInput);
  });
}

for (const command of [
  startCommand(),
  validateCommand(),
  renderCommand(),
  rehearseCommand(),
  accessCommand(),
  alertsCommand(),
  complianceCommand(),
  auditCommand(),
  imagesCommand(),
  consumerCommand(),
  costCommand(),
  pkiCommand(),
  preflightCommand(),
  verifyCommand(),
]) {
  kit.addCommand(command);
}

strict(kit)
  .parseAsync()
  .then(
    () => process.exit(),
    (error: unknown) => reportFailure(error),
  );
