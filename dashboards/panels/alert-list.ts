import { PanelBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import type { Place } from "../../lib/dashboard";

/** Alerts of the rules that Grafana evaluates, where they lie. The library has no builder for this kind of panel. */
export function alertList({ holdsAlerts, environment }: Place): readonly PanelBuilder[] {
  if (!holdsAlerts) return [];
  return [
    new PanelBuilder()
      .type("alertlist")
      .title("Alerts that fire or wait")
      .description(
        "Rules that Grafana evaluates. Empty means that none fires or waits, or that the workspace evaluates the rules: then they stand beside this list.",
      )
      .span(12)
      .height(8)
      .options({
        viewMode: "list",
        groupMode: "default",
        maxItems: 50,
        sortOrder: 3,
        dashboardAlerts: false,
        alertInstanceLabelFilter: `{environment="${environment}"}`,
        stateFilter: { firing: true, pending: true, noData: true, normal: false, error: true, recovering: true },
      }),
  ];
}
