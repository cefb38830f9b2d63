import type { Builder, Dataquery } from "@grafana/grafana-foundation-sdk/cog";
import type { DataSourceRef } from "@grafana/grafana-foundation-sdk/common";
import { PanelBuilder } from "@grafana/grafana-foundation-sdk/table";
import { DataqueryBuilder, SearchTableType, TempoQueryType } from "@grafana/grafana-foundation-sdk/tempo";
import type { Place } from "../../lib/dashboard";
import type { Attribute } from "../../lib/telemetry/attribute";
import { clickedCell, linkOn } from "./link";

interface Search {
  readonly title: string;
  readonly description: string;
  /** Conditions on one span, in TraceQL. All have to hold. */
  readonly where: readonly string[];
  /** Attributes to show. */
  readonly show: readonly Attribute[];
  /** The same in Jaeger, which knows equality only. */
  readonly tags: Readonly<Record<string, string>>;
  readonly empty: string;
  readonly width?: number;
}

const limit = 100;
const spansOfTrace = 20;

/** Single spans, each leading to its trace. Nothing where the place reads no traces. */
export function spans(place: Place, search: Search): readonly PanelBuilder[] {
  const { traces } = place;
  if (!traces) return [];
  const { title, description, empty, width = 24 } = search;
  const jaeger = traces.type === "jaeger";
  // Both are columns of what the data source answers; the id of a span's trace is not shown.
  const [column, traceId] = jaeger ? ["traceID", "traceID"] : ["spanID", "traceIdHidden"];
  const url = place.linkTo("trace-investigation", { root_trace_id: clickedCell(traceId) });
  const builder = new PanelBuilder()
    .title(title)
    .description(description)
    .datasource(traces)
    .span(width)
    .height(10)
    .noValue(empty)
    .withTarget(jaeger ? jaegerSearch(traces, search.tags) : tempoSearch(traces, search));
  // Otherwise it leads to Explore, which a viewer may not open.
  return [url === undefined ? builder : builder.overrideByName(column, links(url))];
}

function links(url: string) {
  return [{ id: "links", value: [linkOn("Look into this trace", url).build()] }];
}

function tempoSearch(traces: DataSourceRef, { where, show }: Search): DataqueryBuilder {
  const shown = show.map(({ name }) => `span.${name}`);
  return new DataqueryBuilder()
    .refId("A")
    .datasource(traces)
    .queryType(TempoQueryType.Traceql)
    .query(`{ ${where.join(" && ")} } | select(${shown.join(", ")})`)
    .tableType(SearchTableType.Spans)
    .limit(limit)
    .spss(spansOfTrace);
}

/** The library knows no query for Jaeger. */
function jaegerSearch(traces: DataSourceRef, tags: Readonly<Record<string, string>>): Builder<Dataquery> {
  const text = Object.entries(tags).map(([key, value]) => `${key}="${value}"`);
  const query = {
    refId: "A",
    datasource: traces,
    queryType: "search",
    service: "$service",
    tags: text.join(" "),
    limit,
    // What marks a query for the compiler; it is not written.
    _implementsDataqueryVariant: () => undefined,
  };
  return { build: () => query };
}
