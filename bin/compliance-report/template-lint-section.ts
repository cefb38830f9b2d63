import { badge } from "../../lib/html/badge";
import { html } from "../../lib/html/html";
import type { Section } from "../../lib/html/section";
import { table } from "../../lib/html/table";
import type { ComplianceReport } from "./compliance-report";

/** What other programs find in the templates; apart from the packs, since this report does not run them. */
export function templateLintSection({
  templateLint,
  madeAt,
}: Pick<ComplianceReport, "templateLint" | "madeAt">): Section {
  const today = madeAt.slice(0, 10);
  return {
    id: "template-lint",
    title: "Acknowledgements of cfn-lint and checkov",
    content: [
      html`<p>What these two find in the templates of the kit's examples, all of it. <code>${templateLint.checkedBy}</code> runs them, and fails at one that is not listed and at one that is found no more; this report ran neither.</p>\n`,
      table({
        columns: ["accepted", "for", "reason", "what stands in its place", "review by"],
        rows: templateLint.acknowledgements.map(({ id, resources, reason, compensating, review }) => [
          html`<code>${id}</code>`,
          resources.map((resource) => html`<div>${resource}</div>`),
          reason,
          compensating,
          [html`<span class="day">${review}</span>`, review < today && badge("bad", "overdue")],
        ]),
      }),
    ],
  };
}
