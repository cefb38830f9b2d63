import { badge } from "../../lib/html/badge";
import { html } from "../../lib/html/html";
import type { Section } from "../../lib/html/section";
import { table } from "../../lib/html/table";
import type { ComplianceReport } from "./compliance-report";

/** What is open, pack by pack and one by one. */
export function findingsSections({ packs, findings, warnings, stacks }: ComplianceReport): readonly Section[] {
  return [
    {
      id: "findings",
      title: "Findings",
      content: [
        table({
          columns: ["pack", { title: "open", number: true }, { title: "acknowledged", number: true }, ""],
          rows: packs.map((one) => [
            one.pack,
            one.findings,
            one.acknowledged,
            one.findings === 0 ? badge("good", "nothing open") : badge("bad", "open"),
          ]),
        }),
        packs.some(({ pack }) => pack === "PCI.DSS.321") &&
          html`<p class="quiet">PCI.DSS.321 is version 3.2.1 of the standard. It says nothing about 4.0.</p>\n`,
        table({
          columns: ["rule", "place", "what it says"],
          rows: findings.map(({ rule, construct, description }) => [
            html`<code>${rule}</code>`,
            construct,
            description,
          ]),
          empty: "No finding is open in any pack.",
        }),
        html`<p class="quiet">Stacks: ${stacks.join(", ")}.</p>\n`,
      ],
    },
    {
      id: "warnings",
      title: "Warnings",
      content: table({
        columns: ["place", "what to know"],
        rows: warnings.map(({ construct, description }) => [construct, description]),
        empty: "No stack warns of anything, and no acknowledgement is overdue.",
      }),
    },
  ];
}
