import type { Json } from "../artifact";
import type { RuleCase } from "./case";
import type { AlertRule } from "./rule";

/** A promtool test file that plays one rule's cases against a rendered rule file. */
export function promtoolTest(rule: AlertRule, cases: readonly RuleCase[], ruleFile: string): Json {
  return {
    rule_files: [ruleFile],
    evaluation_interval: "1m",
    tests: cases.map(({ name, series, atMinute, expect }) => ({
      name,
      interval: "1m",
      input_series: series.map(({ labels, values }) => ({ series: selector(rule.metric.name, labels), values })),
      // Asked as a query: an alert test would have to repeat every label and annotation of the rule.
      promql_expr_test: [
        {
          expr: `count(ALERTS{alertname="${rule.id}", alertstate="firing"}) or vector(0)`,
          eval_time: `${atMinute}m`,
          exp_samples: [{ labels: "{}", value: expect === "fires" ? 1 : 0 }],
        },
      ],
    })),
  };
}

function selector(metric: string, labels: RuleCase["series"][number]["labels"]): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
  return `${metric}{${pairs.join(", ")}}`;
}
