import type { Builder, Dataquery } from "@grafana/grafana-foundation-sdk/cog";
import { PanelBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import { DataqueryBuilder, TempoQueryType } from "@grafana/grafana-foundation-sdk/tempo";
import type { Place } from "../../lib/dashboard";

const id = "$root_trace_id";

/** One whole trace, span by span. The library has no builder for this kind of panel. */
export function trace({ traces }: Place): readonly PanelBuilder[] {
  if (!traces) return [];
  // Tempo takes an id in place of a question; so does Jaeger.
  const query: Builder<Dataquery> =
    traces.type === "tempo"
      ? new DataqueryBuilder().refId("A").datasource(traces).queryType(TempoQueryType.Traceql).query(id)
      : { build: () => ({ refId: "A", datasource: traces, query: id, _implementsDataqueryVariant: () => undefined }) };
  return [
    new PanelBuilder()
      .type("traces")
      .title("The trace")
      .description("Every span of the trace that you may read. Open one for its attributes.")
      .datasource(traces)
      .span(24)
      .height(16)
      .withTarget(query),
  ];
}
