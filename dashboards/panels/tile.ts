import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import {
  BigValueColorMode,
  BigValueGraphMode,
  BigValueTextMode,
  type DataSourceRef,
  ReduceDataOptionsBuilder,
} from "@grafana/grafana-foundation-sdk/common";
import type { DashboardLink, ThresholdsConfig } from "@grafana/grafana-foundation-sdk/dashboard";
import { DataqueryBuilder } from "@grafana/grafana-foundation-sdk/prometheus";
import { PanelBuilder } from "@grafana/grafana-foundation-sdk/stat";

interface Tile {
  readonly title: string;
  readonly description: string;
  readonly expr: string;
  /** Names each number where there are several. */
  readonly legend?: string;
  readonly unit?: string;
  readonly empty: string;
  readonly thresholds: Builder<ThresholdsConfig>;
  readonly links?: readonly Builder<DashboardLink>[];
  readonly width: number;
}

/** Numbers as they are now. */
export function tile(metrics: DataSourceRef, panel: Tile): PanelBuilder {
  const { title, description, expr, legend, unit = "short", empty, thresholds, links = [], width } = panel;
  const query = new DataqueryBuilder().refId("A").datasource(metrics).expr(expr).instant();
  return new PanelBuilder()
    .title(title)
    .description(description)
    .datasource(metrics)
    .span(width)
    .height(7)
    .unit(unit)
    .noValue(empty)
    .thresholds(thresholds)
    .graphMode(BigValueGraphMode.None)
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(["lastNotNull"]))
    .colorMode(BigValueColorMode.Background)
    .textMode(legend === undefined ? BigValueTextMode.Value : BigValueTextMode.ValueAndName)
    .dataLinks([...links])
    .withTarget(legend === undefined ? query : query.legendFormat(legend));
}
