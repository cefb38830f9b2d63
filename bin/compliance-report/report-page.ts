import { figures } from "../../lib/html/figures";
import { page } from "../../lib/html/page";
import { accessSections } from "./access-sections";
import { acknowledgementsSection } from "./acknowledgements-section";
import type { ComplianceReport } from "./compliance-report";
import { controlsSection } from "./controls-section";
import { findingsSections } from "./findings-sections";
import { partsSections } from "./parts-sections";
import { reportStyle } from "./report-style";
import { templateLintSection } from "./template-lint-section";

/** The report as one page that can be opened, printed and sent. */
export function reportPage(report: ComplianceReport): string {
  const { kit, madeAt, findings, acknowledgements, stacks, controls, components } = report;
  const promised = controls.flatMap((group) => group.controls);
  const open = promised.filter(({ gap }) => gap !== undefined).length;
  return page({
    title: `Compliance of ${kit.name}`,
    lede: "What rule packs say of the synthesized stacks, what was accepted and why, what is promised and how it is known, who may see what, and what everything is made of.",
    top: figures([
      { label: "open findings", value: findings.length, tone: report.complies ? "good" : "bad" },
      { label: "acknowledged findings", value: acknowledgements.length },
      { label: "warnings", value: report.warnings.length, tone: report.warnings.length > 0 ? "warn" : "good" },
      { label: "controls", value: promised.length },
      { label: "of them with a gap", value: open, tone: open > 0 ? "warn" : "good" },
      { label: "stacks", value: stacks.length },
      { label: "npm packages, Go modules", value: components.length },
    ]),
    sections: [
      ...findingsSections(report),
      acknowledgementsSection(acknowledgements),
      templateLintSection(report),
      controlsSection(report),
      ...accessSections(report),
      ...partsSections(report),
    ],
    extraStyle: reportStyle,
    footer: `mcp-trace-kit ${kit.version}, ${kit.region}, ${madeAt}. Nothing was deployed to make this page; the same report for machines lies beside it.`,
  });
}
