import { alerts } from "../../alerts";
import { cases } from "../../alerts/cases";
import { prometheusRules } from "../../lib/alerting/prometheus";
import { type AlertRule, alertType } from "../../lib/alerting/rule";
import { alertsPage } from "../../lib/docs/alerts-page";
import { evaluated } from "../fixtures/alerting";

const page = alertsPage(
  Object.entries(alerts).map(([id, rule]) => ({
    rule: rule as AlertRule,
    cases: cases[id as keyof typeof alerts],
  })),
);

interface RuleFile {
  readonly groups: readonly { readonly rules: readonly { readonly alert: string; readonly expr: string }[] }[];
}

describe("the alerts page", () => {
  it("shows the queries that are rendered where nobody tuned anything", () => {
    const rules = (["amp", "grafana"] as const).flatMap((evaluator) => {
      const { content } = prometheusRules(evaluated(evaluator));
      return (content as unknown as RuleFile).groups.flatMap((group) => group.rules);
    });
    expect(new Set(rules.map(({ alert }) => alert))).toEqual(new Set(Object.keys(alerts)));
    for (const { expr } of rules) expect(page).toContain(expr.replaceAll('"prod"', '"<environment>"'));
  });

  it("has the contract, the runbook and every case of each rule", () => {
    for (const [id, rule] of Object.entries(alerts)) {
      expect(page).toContain(`| [${id}](#${id}) | ${rule.severity} | \`${alertType(rule)}\` |`);
      expect(page).toContain(`alerts/${id}/runbook.md`);
      for (const { name } of cases[id as keyof typeof alerts]) expect(page).toContain(`| ${name} |`);
    }
  });
});
