import type { z } from "zod";
import type { accessChecks } from "../access/checks";
import { generatedPage } from "./generated-page";
import { code, markdownTable } from "./markdown-table";
import { type OptionRow, optionRows } from "./option-rows";

/** The schemas of what a deployer edits. */
export interface SettingsSchemas {
  readonly kit: z.ZodType;
  readonly environment: z.ZodType;
  readonly access: z.ZodType;
}

/** What each check of the policy demands. A check nobody describes does not compile. */
const accessRules: Readonly<Record<keyof typeof accessChecks, string>> = {
  "duplicate-name": "Ids of teams, audiences and export targets are unique within their list.",
  "reserved-name": "No team or environment is called `all`.",
  "unknown-name": "Grants and export targets name teams, audiences and environments that exist.",
  "service-owned-twice": "A service belongs to one team.",
  "group-used-twice": "A group belongs to one audience.",
  "developers-in-production":
    "A grant that names single teams opens production only `during-incident`: who reads single teams is a developer.",
  "conditional-and-standing":
    "An audience reads a signal of an environment either at any time or `during-incident`, not some teams so and some so.",
  "four-eyes":
    "With `incidents.fourEyes` there are `starterGroups`, and none of them belongs to an audience that reads during incidents.",
  "identity-recipe":
    "What is known of a provider's tokens fits: the form of its issuer, the host of its keys, the audience (the client id where `token` is `id` and with Cognito, another one elsewhere), and with Entra groups by object id.",
  "kept-content":
    "No target keeps an attribute that the kit registers as content or a secret, or whose name says so, nor one that is kept anyway.",
  "scrubbed-twice": "A target's lists say one thing of each name.",
};

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
      "- `metrics.detectorMiB` may be a quarter of `detector.memoryMiB` at most: samples are made beside it.",
      "- `detector.queueMiB` of all detectors together may be a quarter of `collector.memoryMiB` at most: requests need the rest.",
      "- `metrics.seriesExpirySeconds` must lie above every rule's `for`: a series must outlive the time its rule waits.",
    ].join("\n"),
    "## Who owns and who sees what: `config/access.ts`",
    "What is not granted is denied, and without `identity` nobody can show who they are, so no grant opens anything. `npm run kit -- access matrix` shows what it comes to, `npm run kit -- access diff` what a change opens and closes, and `npm run kit -- compliance` what is granted and not yet enforced by any layer, and so denied as well.",
    table(optionRows(access)),
    "### How entries must fit together",
    markdownTable(
      ["check", "what it demands"],
      Object.entries(accessRules).map(([name, rule]) => [code(name), rule]),
    ),
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
  if (!row.required) return "(absent)";
  return row.within === undefined ? "(required)" : `(required in ${code(row.within)})`;
}
