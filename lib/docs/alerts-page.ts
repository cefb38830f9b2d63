import type { RuleCase } from "../alerting/case";
import { type AlertRule, alertType, type Levels } from "../alerting/rule";
import type { Quantity } from "../settings/option";
import { bullets, generatedPage } from "./generated-page";
import { code, markdownTable } from "./markdown-table";

/** A rule and the histories that prove it. */
export interface DocumentedRule {
  readonly rule: AlertRule;
  readonly cases: readonly RuleCase[];
}

const environment = "<environment>";

/** docs/reference/alerts.md: the contract, then each rule with its numbers, limits and cases. */
export function alertsPage(documented: readonly DocumentedRule[]): string {
  return generatedPage("Alerts", [
    "Every rule reads a metric that the collector derives from stripped spans, so alerting works the same over Tempo and Jaeger and while the store is down. The rules are evaluated by the metrics workspace and go to one SNS topic.",
    "## The contract",
    "Names, types, severities, metrics and labels are fixed: what routes or silences an alert may rely on them. Numbers are settings of each environment ([settings.md](settings.md#alert-thresholds)); these are the defaults. Beside the labels it is grouped by, an alert carries `severity` and `type`, and the annotations `summary`, `description`, `runbook`, `tempo` and `jaeger`.",
    markdownTable(
      ["alert", "severity", "type", "metric and its labels", "fires when", "for", "one alert for each"],
      documented.map(({ rule }) => [
        `[${rule.id}](#${rule.id})`,
        rule.severity,
        code(alertType(rule)),
        code(`${rule.metric.name}{${rule.metric.labels.join(", ")}}`),
        Object.values(rule.thresholds).map(limit).join("; "),
        seconds(rule.for.default),
        rule.groupBy.map(code).join(", "),
      ]),
    ),
    ...documented.flatMap(section),
  ]);
}

function section({ rule, cases }: DocumentedRule): readonly string[] {
  const levels = defaults(rule);
  const options = Object.entries({ ...rule.thresholds, for: rule.for });
  return [
    `## ${rule.id}`,
    `**${rule.title}.** ${rule.detects}`,
    `Severity ${code(rule.severity)}, type ${code(alertType(rule))}. What to do: [runbook](../../alerts/${rule.id}/runbook.md).`,
    "### Numbers",
    markdownTable(
      ["setting", "unit", "default", "bounds", "what it is", "why the default"],
      options.map(([key, { unit, min, max, doc, why, default: standard }]) => [
        code(`alerts.${rule.id}.${key}`),
        unit,
        String(standard),
        `${min} to ${max}`,
        doc,
        why,
      ]),
    ),
    "### Query, with the defaults",
    fenced("promql", rule.promql(levels, `{environment="${environment}"}`)),
    `Its summary: ${code(rule.summary(levels))}`,
    `Where to look next, with the alert's labels filled in: in Tempo ${code(rule.investigate.tempo(label))}, in Jaeger ${code(rule.investigate.jaeger(label))}.`,
    "### Assumes",
    bullets(rule.assumptions),
    "### Does not see",
    bullets(rule.blindSpots),
    "### May fire without cause",
    bullets(rule.falsePositives),
    "### Proven by",
    "One value a minute; `_` is no sample. Each case is played by promtool against the rendered rule file.",
    markdownTable(
      ["case", "history", "at minute", "expected", "because"],
      cases.map(({ name, series, atMinute, expect, because }) => [
        name,
        series.map(({ values }) => code(values)).join(", "),
        String(atMinute),
        expect,
        because,
      ]),
    ),
    "### References",
    bullets(rule.references, "None."),
  ];
}

/** The numbers of a rule that nobody tuned. */
function defaults({ thresholds, for: pending }: AlertRule): Levels {
  return Object.fromEntries(
    Object.entries({ ...thresholds, for: pending }).map(([key, option]) => [key, option.default]),
  );
}

function limit({ default: standard, unit }: Quantity): string {
  return `more than ${standard} ${unit}`;
}

function seconds(value: number): string {
  return value === 0 ? "at once" : `${value} s`;
}

function label(name: string): string {
  return `<${name}>`;
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}
