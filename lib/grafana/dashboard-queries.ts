import { cellOf, type Inputs } from "../inputs";
import { dashboardModel } from "./dashboard-model";
import { dashboardsOf, type PlacedDashboard } from "./dashboards";
import { alertingAudience } from "./organizations";

/** One question of a panel, as its data source gets it: with the variables filled in. */
export interface DashboardQuery {
  readonly dashboard: string;
  readonly panel: string;
  readonly language: "promql" | "traceql" | "trace-id" | "jaeger";
  readonly query: string;
  /** Whether one moment is asked, rather than a range. */
  readonly instant: boolean;
  /** Whether it is asked as soon as the dashboard opens. */
  readonly atOnce: boolean;
}

/** What a reader would have chosen. */
export interface Chosen {
  readonly callerId: string;
  readonly traceId: string;
  readonly service: string;
  /** Time range that is looked at, and the step of a rate. Unit: as PromQL writes it. */
  readonly range: string;
  readonly step: string;
}

const anything: Chosen = { callerId: "somebody", traceId: "0".repeat(32), service: "any", range: "1h", step: "1m" };

/** Every question that the dashboards of an environment ask, for those who see all: to be parsed, and put to a real Prometheus. */
export function dashboardQueries(
  inputs: Inputs,
  environment: string,
  chosen: Chosen = anything,
): readonly DashboardQuery[] {
  const { name } = cellOf(inputs, environment);
  const audience = alertingAudience(inputs);
  return dashboardsOf(inputs)
    .filter((placed) => placed.environment === name && placed.audience === audience)
    .flatMap((placed) => queriesOf(placed, inputs, chosen));
}

/** The questions of one dashboard. */
export function queriesOf(
  placed: PlacedDashboard,
  inputs: Inputs,
  chosen: Chosen = anything,
): readonly DashboardQuery[] {
  const { panels } = dashboardModel(placed, inputs) as unknown as { readonly panels: readonly Shown[] };
  const of = (panel: Shown, atOnce: boolean) =>
    (panel.targets ?? []).map((target): DashboardQuery => {
      const language = languageOf(panel, target);
      return {
        dashboard: placed.dashboard.id,
        panel: panel.title ?? "",
        language,
        query: filled(target.expr ?? target.query ?? target.tags ?? "", placed.environment, chosen),
        instant: target.instant === true,
        atOnce,
      };
    });
  return panels.flatMap((panel) => [...of(panel, true), ...(panel.panels ?? []).flatMap((inner) => of(inner, false))]);
}

interface Shown {
  readonly type: string;
  readonly title?: string;
  readonly targets?: readonly Target[];
  readonly panels?: readonly Shown[];
}

interface Target {
  readonly expr?: string;
  readonly query?: string;
  readonly tags?: string;
  readonly instant?: boolean;
}

function languageOf({ type }: Shown, { expr, query }: Target): DashboardQuery["language"] {
  if (type === "traces") return "trace-id";
  if (expr !== undefined) return "promql";
  return query === undefined ? "jaeger" : "traceql";
}

/** As Grafana does it. Of two names with the same beginning the longer one is meant. */
function filled(query: string, environment: string, chosen: Chosen): string {
  const values: Readonly<Record<string, string>> = {
    $__rate_interval: chosen.step,
    $__range: chosen.range,
    $root_trace_id: chosen.traceId,
    $environment: environment,
    $caller_id: chosen.callerId,
    $service: chosen.service,
  };
  return query.replaceAll(/\$[a-z_]+/g, (name) => {
    const value = values[name];
    if (value === undefined)
      throw new Error(`no value for ${name} in ${query}; there are ${Object.keys(values).join(", ")}`);
    return value;
  });
}
