import type { Cell } from "../inputs";
import type { MetricLabel } from "../telemetry/metrics";
import { dashboardLink } from "./dashboard-link";
import { jaegerTags, traceql } from "./investigation";
import type { AlertRule } from "./rule";
import { type Evaluator, filledIn, inAddress, labelInAddress, templateWords } from "./template";

/** Where the people who get an alert find Grafana. */
export interface Links {
  /** Grafana's address without a slash at its end. Empty: links are paths. */
  readonly grafana: string;
  readonly organization?: number;
  /** Whose dashboards are linked, where audiences share an organization. */
  readonly audience?: string;
  /** The data source that shows an environment's traces: one, or with Jaeger one for each team. */
  readonly traces?: string | Readonly<Record<string, string>>;
}

/** Everything an alert says beside its labels: what happened, in words and numbers, and where to look next. `limit` is its severity's. */
export function annotations(
  rule: AlertRule,
  limit: number,
  cell: Cell,
  evaluator: Evaluator,
  links: Links = { grafana: "" },
): Readonly<Record<string, string>> {
  const { runbooks } = cell.kit.alerting;
  return {
    summary: rule.summary(templateWords(evaluator, limit)),
    description: rule.detects,
    runbook: `alerts/${rule.id}/runbook.md`,
    ...(runbooks !== undefined && { runbook_url: `${runbooks.replace(/\/$/, "")}/${rule.id}/runbook.md` }),
    dashboard: dashboardLink(rule, cell.name, links),
    ...search(rule, cell),
    ...explore(rule, links, cell),
  };
}

/** The exact search, in the words of the store that is deployed. */
function search({ investigate }: AlertRule, { kit }: Cell): Readonly<Record<string, string>> {
  if (!investigate) return {};
  if (kit.store.kind === "tempo") return { tempo: filledIn(traceql(investigate)) };
  const { trace } = investigate;
  return {
    jaeger: trace ? `/trace/${labelInAddress(trace)}` : `/search?tags=${inAddress(jaegerTags(investigate), "text")}`,
  };
}

/** The same search as a link into Grafana. */
function explore(rule: AlertRule, links: Links, { kit }: Cell): Readonly<Record<string, string>> {
  const source = links.traces === undefined ? undefined : sourceOf(links.traces, rule.groupBy);
  if (!rule.investigate || source === undefined) return {};
  const { trace } = rule.investigate;
  const query =
    kit.store.kind === "tempo"
      ? `${encodeURIComponent('"queryType":"traceql","query":')}${inAddress(traceql(rule.investigate), "json")}`
      : trace && `${encodeURIComponent('"query":"')}${labelInAddress(trace)}${encodeURIComponent('"')}`;
  if (!query) return {};
  const before = encodeURIComponent('{"kit":{"datasource":"');
  const between = encodeURIComponent('","queries":[{"refId":"A",');
  const after = encodeURIComponent('}],"range":{"from":"now-3h","to":"now"}}}');
  const org = links.organization === undefined ? "" : `&orgId=${links.organization}`;
  const panes = `${before}${source}${between}${query}${after}`;
  return { explore: `${links.grafana}/explore?schemaVersion=1${org}&panes=${panes}` };
}

/** With a source for each team, the alert's own team chooses; an alert without one has no link. */
function sourceOf(traces: NonNullable<Links["traces"]>, groupBy: readonly MetricLabel[]): string | undefined {
  if (typeof traces === "string") return traces;
  if (!groupBy.includes("team")) return undefined;
  return Object.entries(traces)
    .map(([team, uid]) => `{{ if eq $labels.team ${JSON.stringify(team)} }}${uid}{{ end }}`)
    .join("");
}
