import type { Json } from "../artifact";
import type { RuleCase } from "./case";
import { type AlertRule, alertType, type Severity } from "./rule";

/** A promtool test file that plays one rule's cases against a rendered rule file. */
export function promtoolTest(rule: AlertRule, cases: readonly RuleCase[], ruleFile: string): Json {
  return {
    rule_files: [ruleFile],
    evaluation_interval: "1m",
    tests: cases.map(
      ({ name, series, everySeconds = 60, atMinute, severity = rule.severity, expect, alerts = 1, fromMinute }) => ({
        name,
        interval: `${everySeconds}s`,
        input_series: series.map(({ metric = rule.metric, labels, values }) => ({
          series: selector(metric.name, labels),
          values,
        })),
        // Asked as a query: an alert test would have to repeat every label and annotation of the rule. By type, which every evaluator keeps.
        promql_expr_test: [
          {
            expr: `count(${firing(rule, severity, atMinute - (fromMinute ?? atMinute))}) or vector(0)`,
            eval_time: `${atMinute}m`,
            exp_samples: [{ labels: "{}", value: expect === "fires" ? alerts : 0 }],
          },
        ],
      }),
    ),
  };
}

/** The alerts that fire, or that fired at some time within so many minutes. */
function firing(rule: AlertRule, severity: Severity, minutes: number): string {
  const alerts = `ALERTS{type="${alertType(rule)}", severity="${severity}", alertstate="firing"}`;
  return minutes > 0 ? `max_over_time(${alerts}[${minutes}m])` : alerts;
}

function selector(metric: string, labels: RuleCase["series"][number]["labels"]): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return `${metric}{${pairs.join(", ")}}`;
}
