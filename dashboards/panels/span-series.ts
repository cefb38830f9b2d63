import {
  GraphDrawStyle,
  LegendDisplayMode,
  LegendPlacement,
  StackingConfigBuilder,
  StackingMode,
  VizLegendOptionsBuilder,
} from "@grafana/grafana-foundation-sdk/common";
import { DataqueryBuilder, MetricsQueryType, TempoQueryType } from "@grafana/grafana-foundation-sdk/tempo";
import { PanelBuilder } from "@grafana/grafana-foundation-sdk/timeseries";
import type { Place } from "../../lib/dashboard";

interface SpanSeries {
  readonly title: string;
  readonly description: string;
  /** A question whose answer is a number over time, in TraceQL. */
  readonly query: string;
  readonly empty: string;
  readonly width?: number;
}

/** What spans add up to over time, asked of the store itself. Jaeger cannot add up, so nothing there. */
export function spanSeries({ traces }: Place, panel: SpanSeries): readonly PanelBuilder[] {
  if (traces?.type !== "tempo") return [];
  const { title, description, query, empty, width = 12 } = panel;
  return [
    new PanelBuilder()
      .title(title)
      .description(description)
      .datasource(traces)
      .span(width)
      .height(8)
      .min(0)
      .noValue(empty)
      .drawStyle(GraphDrawStyle.Bars)
      .stacking(new StackingConfigBuilder().mode(StackingMode.Normal))
      .fillOpacity(60)
      .legend(
        new VizLegendOptionsBuilder()
          .displayMode(LegendDisplayMode.List)
          .placement(LegendPlacement.Bottom)
          .showLegend(true),
      )
      .withTarget(
        new DataqueryBuilder()
          .refId("A")
          .datasource(traces)
          .queryType(TempoQueryType.Traceql)
          .metricsQueryType(MetricsQueryType.Range)
          .query(query),
      ),
  ];
}
