import { alerts } from "../../alerts";
import { cases } from "../../alerts/cases";
import { prometheusRules } from "../../lib/alerting/prometheus";
import { type AlertRule, alertType } from "../../lib/alerting/rule";
import { alertsPage } from "../../lib/docs/alerts-page";
import { ruleProofs } from "../../rehearsal/proofs";
import { scenarios } from "../../rehearsal/scenarios";
import { evaluated } from "../fixtures/alerting";

const catalogue: readonly AlertRule[] = Object.values(alerts);
const page = alertsPage(
  ruleProofs(catalogue).map((proof, index) => {
    const rule = catalogue[index] as AlertRule;
    return { rule, cases: cases[rule.id as keyof typeof alerts], proof };
  }),
);

interface RuleFile {
  readonly groups: readonly { readonly rules: readonly { readonly alert: string; readonly expr: string }[] }[];
}

describe("the alerts page", () => {
  it("shows the queries that are rendered where nobody tuned anything", () => {
    const rules = (["amp", "grafana"] as const).flatMap((evaluator) => {
      const cell = evaluated(evaluator);
      // As many detectors as there are where nobody said.
      const settings = { ...cell.settings, detector: { ...cell.settings.detector, tasks: 1 } };
      const { content } = prometheusRules({ ...cell, settings });
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

  it("says of every rule how it was proven, by a story that there is or with the reason why there is none", () => {
    const proofs = ruleProofs(catalogue);
    expect(proofs.map(({ rule }) => rule)).toEqual(Object.keys(alerts));
    const stories = new Set(scenarios.map(({ id }) => id));
    for (const proof of proofs) {
      if ("scenario" in proof) expect(stories).toContain(proof.scenario);
      const seen =
        "scenario" in proof
          ? `fires and stays silent: \`${proof.scenario}\``
          : `promtool alone: ${proof.promtoolAlone}`;
      expect(page).toContain(`${seen} |`);
    }
    // Detections are played, whatever else is.
    const unplayed = proofs.flatMap((proof) => ("promtoolAlone" in proof ? [proof.rule] : []));
    expect(catalogue.filter(({ health, id }) => !health && unplayed.includes(id))).toEqual([]);
  });
});
