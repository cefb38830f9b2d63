import type { MatrixRow } from "../../lib/access/matrix";
import { badge } from "../../lib/html/badge";
import { type Content, html } from "../../lib/html/html";
import type { Section } from "../../lib/html/section";
import { table } from "../../lib/html/table";
import type { ComplianceReport } from "./compliance-report";

/** Who may see what: by the policy, by the layers that enforce it, and by IAM. */
export function accessSections({
  kit,
  matrix,
  iam,
  notYetEnforced,
  notPromised,
}: ComplianceReport): readonly Section[] {
  const behind = (environment: string, allows: string) =>
    iam
      .filter((right) => right.stack === `${kit.name}-cell-${environment}` && right.allows === allows)
      .map(({ role }) => html`<div>${role}</div>`);
  return [
    {
      id: "access",
      title: "Access matrix",
      content: [
        html`<p>No person has an IAM role of the kit. Where somebody reads, these are the roles of the programs behind the gateways that hold the data.</p>\n`,
        notPromised.length > 0 &&
          table({ columns: ["let through, though no policy says so"], rows: notPromised.map((cell) => [cell]) }),
        table({
          columns: [
            "audience",
            "environment",
            "team",
            "traces",
            "metrics",
            "enforced by",
            "IAM: what the role behind it may do",
          ],
          rows: matrix.map((row) => [
            row.audience,
            row.environment,
            row.team,
            answer(row.traces),
            answer(row.metrics),
            [...row.enforcedBy, ...row.notEnforced.map((signal) => `nothing yet for ${signal}, so denied`)].join(", "),
            [
              row.traces !== "no" && behind(row.environment, "reads traces at rest"),
              row.metrics !== "no" && behind(row.environment, "reads metrics"),
            ],
          ]),
          empty: "No audience is configured.",
        }),
        notYetEnforced.length > 0 &&
          table({ columns: ["promised and not yet enforced, so denied"], rows: notYetEnforced.map((cell) => [cell]) }),
      ],
    },
    {
      id: "iam",
      title: "Rights of roles",
      content: [
        html`<p>Every role of the templates that IAM lets near spans, metrics or secrets. Policies of the bucket, the file systems and the endpoints deny more.</p>\n`,
        table({
          columns: ["stack", "role", "may", "by"],
          rows: iam.map(({ stack, role, allows, actions }) => [
            stack,
            role,
            allows,
            actions.map((action) => html`<div><code>${action}</code></div>`),
          ]),
        }),
      ],
    },
  ];
}

function answer(text: MatrixRow["traces"]): Content {
  if (text === "no") return html`<span class="quiet">no</span>`;
  return badge(text === "yes" ? "good" : "info", text);
}
