import type { Command } from "commander";
import { readerAtRestText, readersAtRest } from "../../../lib/access/at-rest";
import { type MatrixRow, matrix } from "../../../lib/access/matrix";
import { enforcedCells } from "../../../lib/enforced-cells";
import { loadInputs } from "../../inputs";
import { type CommonOptions, command, print } from "../options";
import { columns } from "./columns";

const examples = `
Examples:
  kit access matrix
  kit access matrix --json`;

export function matrixCommand(): Command {
  return command(
    "matrix",
    "every audience, environment and team: what is allowed, what denied, and which layer enforces it",
  )
    .addHelpText("after", examples)
    .action(async ({ config, json }: CommonOptions) => {
      const inputs = await loadInputs(config);
      const rows = matrix(inputs, enforcedCells(inputs));
      const identityProvider = inputs.access.identity !== undefined;
      const atRest = readersAtRest(inputs);
      print(json, { identityProvider, rows, atRest }, () => matrixText(rows, identityProvider, atRest));
    });
}

function matrixText(rows: readonly MatrixRow[], identityProvider: boolean, atRest: readonly string[]): string {
  const head = ["audience", "environment", "team", "traces", "metrics", "enforced by"];
  const body = rows.map((row) => [
    row.audience,
    row.environment,
    row.team,
    row.traces,
    row.metrics,
    [
      ...row.enforcedBy,
      ...(row.notEnforced.length > 0 ? [`nothing yet: ${row.notEnforced.join(", ")} denied`] : []),
    ].join(", "),
  ]);
  const none = identityProvider ? "" : "nobody reads: no identity provider is configured\n";
  return columns([head, ...body], "") + none + atRest.map((role) => `${readerAtRestText(role)}\n`).join("");
}
