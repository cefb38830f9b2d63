import { type DashboardId, dashboardUid, investigationOf } from "../dashboard";
import type { Links } from "./annotations";
import type { AlertRule } from "./rule";
import { labelInAddress } from "./template";

/** The dashboard for an alert of this rule, its variable set to the alert's label. */
export function dashboardLink(rule: AlertRule, environment: string, links: Links): string {
  const { dashboard, variable } = aboutOf(rule);
  const { grafana, organization, audience } = links;
  const filled = variable ? `&var-${variable}=${labelInAddress(variable)}` : "";
  const org = organization === undefined ? "" : `&orgId=${organization}`;
  return `${grafana}/d/${dashboardUid(dashboard, environment, audience)}?from=now-3h&to=now${org}${filled}`;
}

function aboutOf(rule: AlertRule): { dashboard: DashboardId; variable?: "caller_id" | "root_trace_id" } {
  if (rule.health) return { dashboard: "pipeline-health" };
  const { dashboard, variable } = investigationOf(rule);
  return variable === undefined || variable === "service" ? { dashboard } : { dashboard, variable };
}
