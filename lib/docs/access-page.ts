import { readerAtRestText, readersAtRest } from "../access/at-rest";
import { type AccessCell, cellKey, cellsOf, type EnforcedCell } from "../access/cells";
import { type MatrixRow, matrix } from "../access/matrix";
import { systemIdentity } from "../access/tenant";
import type { Inputs } from "../inputs";
import { generatedPage } from "./generated-page";
import { code, markdownTable } from "./markdown-table";

/** docs/reference/access-matrix.md: who sees which span, cell by cell, denials included. */
export function accessPage(inputs: Inputs, enforced: readonly EnforcedCell[]): string {
  const rows = matrix(inputs, enforced);
  const environments = Object.keys(inputs.environments);
  return generatedPage("Access matrix", [
    "Who sees which span, of the invented company whose files stand in `test/golden`; `npm run kit -- access matrix` prints it for your own configuration. What is not allowed here is denied, and what no layer lets through is denied as well, whatever the policy says.",
    markdownTable(
      ["audience", "its groups"],
      inputs.access.audiences.map(({ id, groups }) => [id, groups.map(code).join(", ")]),
    ),
    "## Reading",
    ...environments.flatMap((environment) => [
      `### ${environment}`,
      markdownTable(
        ["audience", "team", "traces", "metrics", "condition", "enforced by", "AWS principals"],
        rows.filter((row) => row.environment === environment).map(readRow),
      ),
    ]),
    "A row's AWS principals are the programs through which alone it reaches the store: at the store door the query gateway's certificate is the only one that reads.",
    ...readersAtRest(inputs).map((role) => `Of Tempo's traces, ${readerAtRestText(code(role))}.`),
    "## Writing",
    "A certificate or token decides into which tenant a span goes. What the span, its headers or its resource claim does not count.",
    markdownTable(
      ["environment", "team", "identity", "enforced by", "AWS principals"],
      cellsOf(inputs).flatMap((cell) =>
        cell.kind === "write"
          ? [
              [
                cell.environment,
                cell.team,
                code(cell.identity),
                layers(cell, enforced),
                `${code(systemIdentity(cell.environment, "collector"))} at the store door`,
              ],
            ]
          : [],
      ),
    ),
    "## Leaving",
    "External backends get scrubbed spans only; metrics do not leave.",
    exportTable(cellsOf(inputs), enforced),
  ]);
}

function readRow(row: MatrixRow): readonly string[] {
  const missing = row.notEnforced.length === 0 ? [] : [`nothing yet for ${row.notEnforced.join(" and ")}, so denied`];
  return [
    row.audience,
    row.team,
    answer(row.traces),
    answer(row.metrics),
    row.condition,
    [...row.enforcedBy, ...missing].join("; "),
    row.traces === "no" ? "" : `${code(systemIdentity(row.environment, "query-gateway"))} at the store door`,
  ];
}

/** What is allowed stands out from what is denied. */
function answer(text: MatrixRow["traces"]): string {
  return text === "no" ? "–" : `**${text}**`;
}

function exportTable(cells: readonly AccessCell[], enforced: readonly EnforcedCell[]): string {
  const rows = cells.flatMap((cell) =>
    cell.kind === "export" ? [[cell.environment, cell.team, cell.target, layers(cell, enforced)]] : [],
  );
  return rows.length === 0 ? "Nothing leaves." : markdownTable(["environment", "team", "target", "enforced by"], rows);
}

function layers(cell: AccessCell, enforced: readonly EnforcedCell[]): string {
  const by = enforced.filter((one) => cellKey(one) === cellKey(cell)).map((one) => one.by);
  return by.join("; ") || "nothing yet, so denied";
}
