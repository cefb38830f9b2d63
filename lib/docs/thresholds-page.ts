import { levelsOf } from "../alerting/prometheus";
import { type AlertRule, comparison, type Tier, tiersOf } from "../alerting/rule";
import type { Cell } from "../inputs";
import { generatedPage } from "./generated-page";
import { code, markdownTable } from "./markdown-table";

/** docs/reference/thresholds.md: at which numbers each environment alerts, and which of them are its own. */
export function thresholdsPage(cells: readonly Cell[]): string {
  return generatedPage("Thresholds", [
    "At which numbers each environment of `config/` alerts. A line holds one severity of one rule; what is tuned stands with the default it replaces. What a rule does is in [alerts.md](alerts.md), the bounds of its numbers in [settings.md](settings.md#alert-thresholds).",
    ...cells.flatMap((cell) => [
      `## ${cell.name}`,
      markdownTable(
        ["alert", "severity", "fires at", "for"],
        cell.rules.flatMap((rule) => tiersOf(rule).map((tier) => row(rule, tier, cell))),
      ),
    ]),
  ]);
}

function row(rule: AlertRule, tier: Tier, cell: Cell): readonly string[] {
  const levels = levelsOf(rule, cell);
  const { sign, key, limit } = comparison(tier.fires, levels);
  const { unit = "", default: standard = limit } = rule.thresholds[key] ?? {};
  return [
    `[${rule.id}](alerts.md#${rule.id})`,
    tier.severity,
    `${code(`${sign} ${limit}`)} ${unit}${instead(limit, standard)}`,
    `${levels.for} s${instead(levels.for ?? 0, rule.for.default)}`,
  ];
}

function instead(number: number, standard: number): string {
  return number === standard ? "" : ` (default ${standard})`;
}
