import { readerAtRestText } from "../../lib/access/at-rest";
import type { MatrixRow } from "../../lib/access/matrix";
import { badge } from "../../lib/html/badge";
import { type Content, html } from "../../lib/html/html";
import type { Section } from "../../lib/html/section";
import { table } from "../../lib/html/table";

/** Who may read what, denials included. */
export function matrixSection(
  rows: readonly MatrixRow[],
  { identityProvider, atRest }: { readonly identityProvider: boolean; readonly atRest: readonly string[] },
): Section {
  return {
    id: "access",
    title: "Access matrix",
    content: [
      !identityProvider &&
        html`<p>${badge("warn", "nobody reads")} No identity provider is configured, so that no grant opens anything yet.</p>\n`,
      table({
        columns: ["audience", "environment", "team", "traces", "metrics", "enforced by"],
        rows: rows.map((row) => [
          row.audience,
          row.environment,
          row.team,
          answer(row.traces),
          answer(row.metrics),
          [...row.enforcedBy, ...row.notEnforced.map((signal) => `nothing yet for ${signal}, so denied`)].join(", "),
        ]),
      }),
      atRest.map((role) => html`<p>${badge("warn", "at rest")} ${readerAtRestText(role)}</p>\n`),
    ],
  };
}

function answer(text: MatrixRow["traces"]): Content {
  if (text === "no") return html`<span class="quiet">no</span>`;
  return badge(text === "yes" ? "good" : "info", text);
}
