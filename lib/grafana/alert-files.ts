import { grafanaEvaluates } from "../alerting/evaluator";
import { grafanaRules } from "../alerting/grafana";
import type { Artifact } from "../artifact";
import { fromVariable } from "../ini";
import { type Cell, cellOf, type Inputs } from "../inputs";
import { alertingDataSource, dataSourcesOf } from "./data-sources";
import type { GrafanaSite } from "./grafana-site";
import { alertTopicVariable } from "./grafana-variables";
import { alertingAudience, organizationOf, organizationsOf } from "./organizations";

/**
 * The detections of every environment, where Grafana evaluates them. They lie in the organization of who may see every alert; without
 * one nobody would be told, which is refused rather than rendered.
 */
export function alertFiles(inputs: Inputs, site: Pick<GrafanaSite, "rootUrl">): readonly Artifact[] {
  if (!grafanaEvaluates(inputs)) return [];
  return Object.keys(inputs.environments).map((name) => cellAlerts(inputs, cellOf(inputs, name), site.rootUrl));
}

function cellAlerts(inputs: Inputs, cell: Cell, rootUrl: string): Artifact {
  const audience = alertingAudience(inputs);
  if (audience === undefined) throw new Error('no audience sees every alert; set alerting.evaluator to "amp"');
  return grafanaRules(cell, {
    grafana: rootUrl.replace(/\/$/, ""),
    organization: organizationOf(organizationsOf(inputs), audience).id,
    ...(inputs.kit.people.grafana === "enterprise" && { audience }),
    metrics: alertingDataSource(cell.name),
    traces: tracesOf(inputs, cell.name, audience),
    topic: fromVariable(alertTopicVariable),
  });
}

/** What shows the audience an environment's traces: one data source, or one for each team. */
function tracesOf(inputs: Inputs, environment: string, audience: string): string | Readonly<Record<string, string>> {
  const sources = dataSourcesOf(inputs).filter(
    (source) => source.kind === "traces" && source.environment === environment && source.audience === audience,
  );
  const whole = sources.find(({ team }) => team === undefined);
  return whole ? whole.uid : Object.fromEntries(sources.map(({ team = "", uid }) => [team, uid]));
}
