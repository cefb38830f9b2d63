import type { DataSourceRef } from "@grafana/grafana-foundation-sdk/common";
import { metricsReadersOf } from "../access/audiences";
import { grafanaEvaluates } from "../alerting/evaluator";
import { type Dashboard, type DashboardId, type DashboardVariable, dashboardUid, type Place } from "../dashboard";
import { cellOf, type Inputs } from "../inputs";
import { type DataSource, type DataSourceKind, dataSourcesOf } from "./data-sources";
import { alertingAudience, organizationOf, organizationsOf } from "./organizations";

/** A dashboard where an audience finds it. */
export interface PlacedDashboard {
  readonly dashboard: Dashboard;
  readonly audience: string;
  readonly environment: string;
  readonly organization: number;
  readonly uid: string;
  readonly place: Place;
  /** What it reads, by kind: the first is shown, the others can be chosen. */
  readonly sources: readonly DataSource[];
}

/**
 * Every dashboard of every organization: one for each environment, since thresholds are drawn as they are in it, and only where
 * the audience has a data source that fills it.
 */
export function dashboardsOf(inputs: Inputs): readonly PlacedDashboard[] {
  const organizations = organizationsOf(inputs);
  const sources = dataSourcesOf(inputs).filter(({ kind }) => kind !== "alerting");
  return inputs.access.audiences.flatMap(({ id: audience }) =>
    Object.keys(inputs.environments).flatMap((environment) => {
      const own = sources.filter((source) => source.audience === audience && source.environment === environment);
      const offered = inputs.dashboards.filter((dashboard) => fits(dashboard, own, inputs, audience, environment));
      const uids = new Map(offered.map(({ id }) => [id, uidIn(inputs, id, environment, audience)]));
      const place = placeOf(inputs, audience, environment, own, uids);
      return offered.map((dashboard) => ({
        dashboard,
        audience,
        environment,
        organization: organizationOf(organizations, audience).id,
        uid: uids.get(dashboard.id) ?? "",
        place,
        sources: own,
      }));
    }),
  );
}

/** The uid under which an audience finds a dashboard. */
function uidIn(inputs: Inputs, dashboard: DashboardId, environment: string, audience: string): string {
  const shared = inputs.kit.people.grafana === "enterprise";
  return dashboardUid(dashboard, environment, shared ? audience : undefined);
}

function fits(
  dashboard: Dashboard,
  own: readonly DataSource[],
  inputs: Inputs,
  audience: string,
  environment: string,
): boolean {
  if (dashboard.everyTeam && !readsEveryTeam(inputs, audience, environment)) return false;
  return dashboard.reads.some((signal) => own.some(({ kind }) => kind === signal));
}

function readsEveryTeam({ access }: Inputs, audience: string, environment: string): boolean {
  return metricsReadersOf(access, environment).some(({ id, everyTenant }) => id === audience && everyTenant);
}

function placeOf(
  inputs: Inputs,
  audience: string,
  environment: string,
  own: readonly DataSource[],
  uids: ReadonlyMap<DashboardId, string>,
): Place {
  const { settings, rules, kit } = cellOf(inputs, environment);
  const { runbooks } = kit.alerting;
  const metrics = referenceTo("metrics", own);
  const traces = referenceTo("traces", own);
  return {
    environment,
    rules,
    levels: settings.alerts,
    detectors: settings.detector.tasks,
    ...(metrics && { metrics }),
    ...(traces && { traces }),
    ...(runbooks !== undefined && { runbooks: runbooks.replace(/\/$/, "") }),
    holdsAlerts: grafanaEvaluates(inputs) && audience === alertingAudience(inputs),
    linkTo: (dashboard, variables) => linkTo(uids.get(dashboard), variables),
  };
}

/** The one data source by its uid; of several the one that is chosen above the panels. */
function referenceTo(kind: DataSourceKind, own: readonly DataSource[]): DataSourceRef | undefined {
  const [first, ...others] = own.filter((source) => source.kind === kind);
  if (!first) return undefined;
  return { type: first.type, uid: others.length === 0 ? first.uid : `\${${kind}}` };
}

function linkTo(
  uid: string | undefined,
  variables: Readonly<Partial<Record<DashboardVariable, string>>>,
): string | undefined {
  if (uid === undefined) return undefined;
  const filled = Object.entries(variables).map(([name, value]) => `var-${name}=${value}`);
  // Both are Grafana's own: the range that is looked at, and each variable that is set here and not named.
  return `/d/${uid}?${[...filled, `\${__url_time_range}`].join("&")}`;
}
