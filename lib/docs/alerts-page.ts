import type { RuleCase } from "../alerting/case";
import { filledFor, jaegerTags, traceql } from "../alerting/investigation";
import { type AlertRule, alertType, comparison, type Levels, promql, type Tier, tiersOf } from "../alerting/rule";
import { cited } from "../alerting/taxonomy";
import { environmentShape } from "../settings/environment";
import { detectionsMapping } from "./detections-mapping";
import { bullets, generatedPage } from "./generated-page";
import { code, markdownTable } from "./markdown-table";

/** A rule and the histories that prove it. */
export interface DocumentedRule {
  readonly rule: AlertRule;
  readonly cases: readonly RuleCase[];
  /** The story of the rehearsal that plays it with real programs, or why only promtool does. */
  readonly proof: { readonly scenario: string } | { readonly promtoolAlone: string };
}

const environment = "<environment>";
const { tasks: detectors } = environmentShape.detector.parse({});

/** docs/reference/alerts.md: the contract, then each rule with its numbers, limits and cases. */
export function alertsPage(documented: readonly DocumentedRule[]): string {
  return generatedPage("Alerts", [
    "Every detection reads a metric that is made from stripped spans, so alerting works the same over Tempo and Jaeger and while the store is down. Grafana evaluates them (`alerting.evaluator`, [settings.md](settings.md)) or the metrics workspace does; health rules always run in the workspace, so that a dead Grafana is noticed. All go to one SNS topic.",
    "## The contract",
    "Names, types, severities, metrics and labels are fixed: what routes or silences an alert may rely on them. Numbers are settings of each environment ([settings.md](settings.md#alert-thresholds)); these are the defaults. Beside the labels it is grouped by, an alert carries `severity` and `type`, and the annotations `summary`, `description`, `runbook`, `dashboard`, and, where spans can be looked for, `tempo` or `jaeger` with the search of the store that is deployed and `explore` with the same as a link. What a caller chose is cut and escaped in the sentences, quoted in the searches. A rule with two severities has two alerts; in Grafana the higher one's title ends in its severity.",
    "### Detections",
    contract(documented.filter(({ rule }) => !rule.health)),
    "### Health",
    contract(documented.filter(({ rule }) => rule.health)),
    "## How each rule was proven",
    "promtool plays the cases of every rule, below, and those that follow from its numbers: at the threshold, one above, from nothing, after a long past. In the rehearsal real calls through a real server, gateway, collector and Prometheus make a rule fire, and one call fewer or a look-alike leaves it silent.",
    markdownTable(
      ["rule", "cases", "in the rehearsal"],
      documented.map(({ rule, cases, proof }) => [
        `[${rule.id}](#${rule.id})`,
        String(cases.length),
        "scenario" in proof
          ? `fires and stays silent: ${code(proof.scenario)}`
          : `promtool alone: ${proof.promtoolAlone}`,
      ]),
    ),
    ...detectionsMapping(documented.map(({ rule }) => rule)),
    ...documented.flatMap(section),
  ]);
}

function contract(documented: readonly DocumentedRule[]): string {
  return markdownTable(
    ["alert", "severity", "type", "metric and its labels", "fires at", "for", "one alert for each"],
    documented.flatMap(({ rule }) =>
      tiersOf(rule).map((tier) => [
        `[${rule.id}](#${rule.id})`,
        tier.severity,
        code(alertType(rule)),
        [rule.metric, ...(rule.also ?? [])]
          .map(({ name, labels }) => code(`${name}{${labels.join(", ")}}`))
          .join(" with "),
        limit(rule, tier),
        seconds(rule.for.default),
        rule.groupBy.map(code).join(", "),
      ]),
    ),
  );
}

function section({ rule, cases }: DocumentedRule): readonly string[] {
  const levels = defaults(rule);
  const options = Object.entries({ ...rule.thresholds, for: rule.for });
  return [
    `## ${rule.id}`,
    `**${rule.title}.** ${rule.detects}`,
    `Severity ${tiersOf(rule)
      .map(({ severity }) => code(severity))
      .join(" and ")}, type ${code(alertType(rule))}. What to do: [runbook](../../alerts/${rule.id}/runbook.md).`,
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
    ...tiersOf(rule).map((tier) =>
      fenced("promql", promql(rule, tier, levels, `{environment="${environment}"}`, detectors)),
    ),
    `Its summary: ${code(rule.summary({ value: "<value>", limit: comparison(rule.fires, levels).limit, label }))}`,
    investigation(rule),
    "### Evidence",
    bullets(rule.evidence),
    "### Fed by",
    rule.fedBy,
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
    bullets(rule.references.map(cited), "None."),
  ];
}

/** The numbers of a rule that nobody tuned. */
function defaults({ thresholds, for: pending }: AlertRule): Levels {
  return Object.fromEntries(
    Object.entries({ ...thresholds, for: pending }).map(([key, option]) => [key, option.default]),
  );
}

function limit(rule: AlertRule, { fires }: Tier): string {
  const { sign, key, limit: number } = comparison(fires, defaults(rule));
  const words = { ">": "more than", ">=": "at least", "<": "fewer than" }[sign];
  return `${words} ${number} ${rule.thresholds[key]?.unit ?? ""}`;
}

function investigation({ investigate }: AlertRule): string {
  if (!investigate) return "";
  const { trace } = investigate;
  const tags = filledFor(jaegerTags(investigate), label);
  const jaeger = trace ? `/trace/${label(trace)}` : `the tags ${tags}`;
  return `Where to look next, with the alert's labels filled in: in Tempo ${code(filledFor(traceql(investigate), label))}, in Jaeger ${code(jaeger)}.`;
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
