#!/usr/bin/env -S node --import tsx
import { Command } from "commander";
import { type BootstrapResult, bootstrap } from "../lib/grafana/bootstrap/bootstrap";
import { grafanaApi } from "../lib/grafana/bootstrap/grafana-api";
import { grafanaVariables } from "../lib/grafana/grafana-variables";
import { loadInputs } from "./inputs";
import { BadInput, failed, reportFailure } from "./outcome";

interface Options {
  readonly config: string;
  readonly url: string;
  readonly dryRun: boolean;
  readonly provisioned: boolean;
}

/** The password comes by environment alone: arguments are seen by every process of a machine. */
function fromEnvironment(name: string): string {
  const value = process.env[name];
  if (!value) throw new BadInput(`${name} is not set; it is needed to sign in to Grafana`);
  return value;
}

function report({ problems, calls, drift, missing }: BootstrapResult, { dryRun, provisioned }: Options): void {
  const verb = dryRun ? "would call" : "called";
  const lines = [
    ...calls.map(({ method, path, organization, body }) => {
      const where = organization === undefined ? "" : ` in organization ${organization}`;
      return `${verb} ${method} ${path}${where} ${JSON.stringify(body)}`;
    }),
    ...missing.map((text) => `${provisioned ? "missing" : "waiting"}: ${text}`),
    ...drift.map((text) => `drift: ${text}`),
    ...problems.map((text) => `problem: ${text}`),
  ];
  process.stdout.write(`${lines.length > 0 ? lines.join("\n") : "everything is there"}\n`);
  const fine = problems.length === 0 && drift.length === 0 && !(provisioned && missing.length > 0);
  if (!fine) process.exitCode = failed;
}

const command = new Command("grafana-bootstrap")
  .description("Make in Grafana what no file can make: organizations, and with a licence teams and permissions.")
  .option("--config <folder>", "folder of the configuration", "config")
  .option("--url <url>", "where Grafana listens; http on loopback only", "http://127.0.0.1:3000")
  .option("--dry-run", "read, and print what would be called first", false)
  .option("--provisioned", "data sources must be there: Grafana was started with its provisioning files", false)
  .addHelpText(
    "after",
    `\nSigns in with ${grafanaVariables.adminUser} and ${grafanaVariables.adminPassword} of the environment.\nExit codes: 0 fine, 1 something was found or failed, 2 bad input.`,
  )
  .action(async (options: Options) => {
    const inputs = await loadInputs(options.config);
    const user = fromEnvironment(grafanaVariables.adminUser);
    const password = fromEnvironment(grafanaVariables.adminPassword);
    report(await bootstrap(inputs, grafanaApi({ url: options.url, user, password }), options), options);
  });

command.parseAsync().catch(reportFailure);
