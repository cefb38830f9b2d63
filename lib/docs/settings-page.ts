import type { z } from "zod";
import { generatedPage } from "./generated-page";
import { code, markdownTable } from "./markdown-table";
import { type OptionRow, optionRows } from "./option-rows";

/** The schemas of what a deployer edits. */
export interface SettingsSchemas {
  readonly kit: z.ZodType;
  readonly environment: z.ZodType;
  readonly access: z.ZodType;
}

/** docs/reference/settings.md: every option a deployer may set. */
export function settingsPage({ kit, environment, access }: SettingsSchemas): string {
  const rows = optionRows(environment);
  const tuning = ({ path }: OptionRow) => path.startsWith("alerts.");
  return generatedPage("Settings", [
    "Everything below `config/` is data; these are all its options. An option that is left out has its default; one that is unknown or out of bounds stops every command before anything is written, with all problems listed at once (`npm run kit -- validate`).",
    "## The installation: `config/kit.ts`",
    table(optionRows(kit)),
    "## One environment: `config/<environment>.ts`",
    "A file holds only what differs from the defaults.",
    table(rows.filter((row) => !tuning(row))),
    "### Alert thresholds",
    "The numbers of each rule may be tuned for each environment. What they do is in [alerts.md](alerts.md).",
    table(rows.filter(tuning)),
    "### How options must fit together",
    [
      "- `metrics.toolCallsFloor` may not lie above `alerts.agentic-loop.toolCalls`: a trace must be a series before its rule could fire.",
      "- `metrics.seriesExpirySeconds` must lie above every rule's `for`: a series must outlive the time its rule waits.",
    ].join("\n"),
    "## Who owns and who sees what: `config/access.ts`",
    "What is not granted is denied. Grants are checked and reported, but no gateway renders them yet, so today nobody can read through Grafana at all: `npm run kit -- compliance` lists each grant as not yet enforced.",
    table(optionRows(access)),
    "### How entries must fit together",
    [
      "- Ids of teams, audiences and export targets are unique within their list.",
      "- A service belongs to one team, a group to one audience.",
      "- Grants and export targets name teams, audiences and environments that exist.",
    ].join("\n"),
  ]);
}

function table(rows: readonly OptionRow[]): string {
  return markdownTable(
    ["option", "type", "unit", "default", "allowed", "what it is, and why the default"],
    rows.map((row) => [
      code(row.path),
      row.type,
      row.unit,
      standard(row),
      row.allowed,
      [row.doc, row.why].filter(Boolean).join(" "),
    ]),
  );
}

function standard(row: OptionRow): string {
  if (row.default) return code(row.default);
  return row.required ? "(required)" : "(absent)";
}
