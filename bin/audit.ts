#!/usr/bin/env -S node --import tsx
import { Command } from "commander";
import { auditCommand } from "../lib/audit/audit-command";
import { version } from "../package.json";

/** The published program: what a developer of any MCP server runs, without the kit. */
const badInput = 2;

function strict(command: Command): Command {
  return command.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : badInput));
}

const program = new Command("mcp-trace-kit").version(version).description("Checks of MCP servers' code.");
program.addCommand(strict(auditCommand()));
void strict(program).parseAsync();
