import { existsSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { Argument, Command, Option } from "commander";
import { printable } from "../printable";
import type { Severity } from "./finding";

interface Options {
  readonly format: (typeof formats)[number];
  readonly output?: string;
  readonly failOn: Severity | "never";
  readonly includeTests?: boolean;
}

const formats = ["text", "json", "sarif"] as const;
const rank = { never: 0, high: 1, medium: 2, low: 3 } as const;

/** Exit codes. */
const found = 1;
const badInput = 2;

const examples = `
Nothing is run, installed or sent: files are read, and that is all. Symbolic links are not followed.
A comment \`mcp-trace-kit-ignore <rule>: <reason>\` on the line of a finding, or above it, accepts it.

Exit codes: 0 nothing as grave as --fail-on, 1 something was found, 2 bad input.

Examples:
  audit .
  audit servers/shop --format sarif --output audit.sarif --fail-on never`;

/** `audit <path>`: which MCP servers are blind, leaking, uncorrelated or talking to an open backend. */
export function auditCommand(): Command {
  return new Command("audit")
    .description(
      "find MCP servers in a code base and tell which are blind, leaking, uncorrelated or talk to an open backend",
    )
    .addArgument(new Argument("[path]", "folder or file").default("."))
    .addOption(new Option("--format <format>", "how it is told").choices(formats).default("text"))
    .addOption(new Option("--json", "the same as --format json").implies({ format: "json" }))
    .option("--output <file>", "write there instead of to standard output")
    .addOption(
      new Option("--fail-on <severity>", "exit with 1 from this severity on")
        .choices(Object.keys(rank))
        .default("high"),
    )
    .option("--include-tests", "look at tests and fixtures too")
    .addHelpText("after", examples)
    .action(async (path: string, { format, output, failOn, includeTests }: Options) => {
      if (!existsSync(path)) {
        process.stderr.write(`${printable(path)}: there is no such file or folder; give the path of a checkout\n`);
        process.exitCode = badInput;
        return;
      }
      // Loaded here, since the engine takes longer to start than any other command takes altogether.
      const { reportOn, reports } = await import("./report-on");
      const report = reportOn(path, { includeTests });
      const text = reports[format](report);
      if (output === undefined) process.stdout.write(text);
      else if (!written(output, text)) return;
      const grave = report.audit.subjects.some(({ findings }) =>
        findings.some(({ severity }) => rank[severity] <= rank[failOn]),
      );
      if (grave) process.exitCode = found;
    });
}

function written(output: string, text: string): boolean {
  try {
    writeFileSync(resolve(output), text);
    return true;
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    process.stderr.write(
      `${printable(output)}: the report cannot be written there (${code}); give the path of a file in a folder that is there\n`,
    );
    process.exitCode = badInput;
    return false;
  }
}
