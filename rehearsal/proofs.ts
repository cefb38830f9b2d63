import type { Alerts } from "../alerts";
import type { AlertRule } from "../lib/alerting/rule";
import { scenarios } from "./scenarios";

/** How a rule was seen to fire and to stay silent beside its cases, which promtool plays for all of them. */
export type RuleProof =
  | { readonly rule: string; readonly scenario: string }
  | { readonly rule: string; readonly promtoolAlone: string };

/** Why no story plays a rule. */
const promtoolAlone: Readonly<Partial<Record<keyof Alerts, string>>> = {
  "grafana-silent": "no package registry carries Grafana",
};

/** Every rule of the catalogue with what plays it, or why nothing does. A rule that has neither is a mistake. */
export function ruleProofs(rules: readonly AlertRule[]): readonly RuleProof[] {
  return rules.map((rule) => {
    const { id } = rule;
    const scenario = scenarios.find(({ proves = [] }) => [proves].flat().some((proven) => proven === id));
    if (scenario) return { rule: id, scenario: scenario.id };
    const why = promtoolAlone[id as keyof Alerts];
    if (why === undefined) throw new Error(`rule ${id} is played by no scenario, and nobody says why`);
    return { rule: id, promtoolAlone: why };
  });
}
