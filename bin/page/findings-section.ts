import { badge } from "../../lib/html/badge";
import { html } from "../../lib/html/html";
import { folded, type Section } from "../../lib/html/section";
import { table } from "../../lib/html/table";
import { type Compliance, complies } from "../compliance-report/compliance";

/** What the packs found, what was accepted and why, and what will not work as configured. */
export function findingsSection(compliance: Compliance): Section {
  const { findings, warnings, acknowledgements, notPromised, notYetEnforced } = compliance;
  return {
    id: "findings",
    title: "Findings of the compliance packs",
    content: [
      html`<p>${complies(compliance) ? badge("good", "no open finding") : badge("bad", "open findings")}</p>\n`,
      findings.length > 0 &&
        table({
          columns: ["rule", "place", "what it says"],
          rows: findings.map(({ rule, construct, description }) => [rule, construct, description]),
        }),
      notPromised.length > 0 &&
        table({ columns: ["let through, though no policy says so"], rows: notPromised.map((cell) => [cell]) }),
      warnings.length > 0 &&
        table({
          columns: ["warning at", "what will not work"],
          rows: warnings.map(({ construct, description }) => [construct, description]),
        }),
      notYetEnforced.length > 0 &&
        table({ columns: ["promised and not yet enforced, so denied"], rows: notYetEnforced.map((cell) => [cell]) }),
      folded(
        `${acknowledgements.length} acknowledged, each with its reason`,
        table({
          columns: ["rule", "place", "reason"],
          rows: acknowledgements.map(({ rule, construct, reason }) => [rule, construct, reason]),
        }),
      ),
    ],
  };
}
