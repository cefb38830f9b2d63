import { badge } from "../../lib/html/badge";
import { type Content, html } from "../../lib/html/html";
import type { Section } from "../../lib/html/section";
import { table } from "../../lib/html/table";
import type { AccessRow } from "./access-rows";
import type { ComplianceReport } from "./compliance-report";

type AccessFacts = Pick<ComplianceReport, "matrix" | "iam" | "notYetEnforced" | "notPromised">;

/** Who may see what: by the policy, by the layers that enforce it, and by IAM. */
export function accessSections({ matrix, iam, notYetEnforced, notPromised }: AccessFacts): readonly Section[] {
  return [
    {
      id: "access",
      title: "Access matrix",
      content: [
        html`<p>No person has an IAM role of the kit. Where somebody reads, these are the roles of the programs behind the gateways that hold the data; where there is none, the store asks for a password of its own. A break-glass role reads past the gateways, as far as it has rights by itself.</p>\n`,
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
            row.iam.map(({ role, allows }) => html`<div>${role}: ${allows}</div>`),
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
        html`<p>Every role of the templates that IAM lets near spans, metrics, grants or secrets, and a role that the policies of bucket, key and file system name beside the store's. These policies, and those of the endpoints, deny more.</p>\n`,
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

function answer(text: AccessRow["traces"]): Content {
  if (text === "no") return html`<span class="quiet">no</span>`;
  if (text === "at rest") return badge("warn", text);
  return badge(text === "yes" ? "good" : "info", text);
}
