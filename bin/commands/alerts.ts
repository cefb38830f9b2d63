import { Command } from "commander";
import {
  type AlertDifference,
  alertDifferences,
  type RenderedAlert,
  renderedAlerts,
} from "../../lib/alerting/difference";
import { cellOf, type Inputs } from "../../lib/inputs";
import { terminalColours } from "../../lib/terminal-colours";
import { loadInputs } from "../inputs";
import { type CommonOptions, command, print } from "./options";

const pc = terminalColours();

const examples = `
OLD is the folder of another configuration, such as the one of a checkout of the main branch. Both are rendered with the rules of
this checkout, so what differs is what the configuration changes.

Examples:
  git worktree add ../main main && kit alerts diff ../main/config
  kit alerts diff ../main/config --config config --json`;

export function alertsCommand(): Command {
  // Without options of its own: it would take those of its subcommands.
  return new Command("alerts")
    .description("what is alerted on, and what a change of the configuration does to it")
    .addCommand(listCommand())
    .addCommand(diffCommand());
}

interface ListOptions extends CommonOptions {
  readonly queries?: boolean;
}

function listCommand(): Command {
  return command("list", "every alert of every environment, with its condition and who evaluates it")
    .option("--queries", "with the query of each")
    .action(async ({ config, json, queries = false }: ListOptions) => {
      const alerts = alertsOf(await loadInputs(config));
      print(json, alerts, () => alertListText(alerts, queries));
    });
}

/** A block for each environment, in columns. What the environment tuned stands out without colour as well. */
export function alertListText(alerts: readonly RenderedAlert[], queries = false): string {
  const columns = (alert: RenderedAlert) => [alert.rule, alert.severity, alert.condition, `for ${alert.fields.for}`];
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(0, ...alerts.map((alert) => columns(alert)[column]?.length ?? 0)),
  );
  const row = (alert: RenderedAlert) => {
    const cells = columns(alert).map((cell, column) => cell.padEnd(widths[column] ?? 0));
    const text = `  ${[...cells, alert.evaluator].join("  ")}${alert.tuned ? pc.yellow("  tuned") : ""}`;
    return queries ? `${text}\n${pc.dim(`      ${alert.fields.expr}`)}` : text;
  };
  const environments = [...new Set(alerts.map(({ environment }) => environment))];
  const blocks = environments.map((name) => {
    const own = alerts.filter(({ environment }) => environment === name);
    return [pc.bold(`${name}: ${own.length} alerts`), ...own.map(row), ""].join("\n");
  });
  return `${blocks.join("\n")}\n`;
}

function diffCommand(): Command {
  return command("diff", "what a change of the configuration does to the rendered rules")
    .argument("<OLD>", "folder of the configuration as it was")
    .addHelpText("after", examples)
    .action(async (old: string, { config, json }: CommonOptions) => {
      const changes = alertDifferences(alertsOf(await loadInputs(old)), alertsOf(await loadInputs(config)));
      print(json, changes, () => alertDiffText(changes));
    });
}

export function alertDiffText(changes: readonly AlertDifference[]): string {
  const lines = changes.flatMap((change) => {
    if (change.kind === "added") return [pc.green(`+ ${line(change.alert)}`)];
    if (change.kind === "removed") return [pc.red(`- ${line(change.alert)}`)];
    return [
      pc.yellow(`~ ${nameOf(change.alert)}`),
      ...change.fields.flatMap(({ name, from, to }) => [
        pc.red(`    - ${name}: ${from}`),
        pc.green(`    + ${name}: ${to}`),
      ]),
    ];
  });
  const count = (kind: AlertDifference["kind"]) => changes.filter((change) => change.kind === kind).length;
  return `${[...lines, `${count("added")} added, ${count("removed")} removed, ${count("changed")} changed`].join("\n")}\n`;
}

function alertsOf(inputs: Inputs): readonly RenderedAlert[] {
  return Object.keys(inputs.environments).flatMap((name) => renderedAlerts(cellOf(inputs, name)));
}

function nameOf({ environment, rule, severity }: RenderedAlert): string {
  return `${environment} ${rule} (${severity})`;
}

function line(alert: RenderedAlert): string {
  return `${nameOf(alert)}: ${alert.condition} for ${alert.fields.for}, evaluated by ${alert.evaluator}`;
}
