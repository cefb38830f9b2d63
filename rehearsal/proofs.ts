import type { Alerts } from "../alerts";
import type { AlertRule } from "../lib/alerting/rule";
import { scenarios } from "./scenarios";

/** How a rule was seen to fire and to stay silent beside its cases, which promtool plays for all of them. */
export type RuleProof =
  | { readonly rule: string; readonly scenario: string }
  | { readonly rule: string; readonly promtoolAlone: string };

/** Why no story plays a rule. */
const promtoolAlone: Readonly<Partial<Record<keyof Alerts, string>>> = {
  "detector-blind": "blinding the detector would blind every other story",
  "detector-overflow": "the least room that the settings allow takes more callers than a rehearsal has time for",
  "spans-discarded": "it takes a Tempo at its limits, or a queue that is full for minutes",
  "export-failing": "an exporter gives up after minutes of trying, and its destination serves the other stories",
  "queue-filling": "a queue of the least size that the settings allow fills in minutes",
  "certificate-expiring": "a certificate that ends soon would be every gateway's of the rehearsal",
  "grafana-silent": "no package registry carries Grafana",
  "allowed-after-deadline":
    "it fires when access-grants forges a grant, which is judged there by what nobody gets to see",
};

/** Every rule of the catalogue with what plays it, or why nothing does. A rule that has neither is a mistake. */
export function ruleProofs(rules: readonly AlertRule[]): readonly RuleProof[] {
  return rules.map((rule) => {
    const { id } = rule;
    const scenario = scenarios.find(({ proves }) => proves === id);
    if (scenario) return { rule: id, scenario: scenario.id };
    const missing = [rule.metric, ...(rule.also ?? [])].find((metric) => metric.missing !== undefined)?.missing;
    const why = missing ?? promtoolAlone[id as keyof Alerts];
    if (why === undefined) throw new Error(`rule ${id} is played by no scenario, and nobody says why`);
    return { rule: id, promtoolAlone: why };
  });
}
