import type { DataSourceRef } from "@grafana/grafana-foundation-sdk/common";
import { DataqueryBuilder, PromQueryFormat } from "@grafana/grafana-foundation-sdk/prometheus";
import { PanelBuilder } from "@grafana/grafana-foundation-sdk/table";
import { linkOn } from "./link";

interface Ranking {
  readonly title: string;
  readonly description: string;
  readonly expr: string;
  /** What the number is. */
  readonly value: string;
  readonly empty: string;
  /** Column whose values lead on, and where to. */
  readonly link?: { readonly column: string; readonly title: string; readonly url: string | undefined };
  readonly width?: number;
}

const rows = 20;

/** Labels and one number, the highest first. */
export function ranking(metrics: DataSourceRef, panel: Ranking): PanelBuilder {
  const { title, description, expr, value, empty, link, width = 12 } = panel;
  const builder = new PanelBuilder()
    .title(title)
    .description(description)
    .datasource(metrics)
    .span(width)
    .height(8)
    .noValue(empty)
    .withTransformation({
      id: "organize",
      options: { excludeByName: { Time: true, environment: true }, renameByName: { Value: value } },
    })
    .withTarget(
      new DataqueryBuilder()
        .refId("A")
        .datasource(metrics)
        .expr(`topk(${rows}, ${expr})`)
        .format(PromQueryFormat.Table)
        .instant(),
    );
  if (link?.url === undefined) return builder;
  return builder.overrideByName(link.column, [{ id: "links", value: [linkOn(link.title, link.url).build()] }]);
}
