import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import {
  type DataSourceRef,
  GraphDrawStyle,
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  SortOrder,
  TooltipDisplayMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from "@grafana/grafana-foundation-sdk/common";
import type { DashboardLink, ThresholdsConfig } from "@grafana/grafana-foundation-sdk/dashboard";
import { DataqueryBuilder } from "@grafana/grafana-foundation-sdk/prometheus";
import { PanelBuilder } from "@grafana/grafana-foundation-sdk/timeseries";

export interface SeriesPanel {
  readonly title: string;
  readonly description: string;
  readonly expr: string;
  readonly legend: string;
  readonly unit?: string;
  /** What it says where there is nothing: what would stand here, and why it does not. */
  readonly empty: string;
  /** Drawn as lines. */
  readonly thresholds?: Builder<ThresholdsConfig>;
  readonly links?: readonly Builder<DashboardLink>[];
  readonly width?: number;
}

/** A metric over time. */
export function series(metrics: DataSourceRef, panel: SeriesPanel): PanelBuilder {
  const { title, description, expr, legend, unit = "short", empty, thresholds, links = [], width = 12 } = panel;
  const builder = new PanelBuilder()
    .title(title)
    .description(description)
    .datasource(metrics)
    .span(width)
    .height(8)
    .unit(unit)
    .min(0)
    .noValue(empty)
    .drawStyle(GraphDrawStyle.Line)
    .fillOpacity(10)
    .legend(
      new VizLegendOptionsBuilder()
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .showLegend(true),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending))
    .dataLinks([...links])
    .withTarget(new DataqueryBuilder().refId("A").datasource(metrics).expr(expr).legendFormat(legend).range());
  if (!thresholds) return builder;
  return builder
    .thresholds(thresholds)
    .thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Line));
}
