import type { Attribute } from "../telemetry/attribute";
import type { MetricLabel } from "../telemetry/metrics";

/** What a span must have to be looked at. `label` stands for the alert's own label of that name. */
export type SpanCondition =
  | { readonly attribute: Attribute; readonly is: string | boolean }
  | { readonly attribute: Attribute; readonly atLeast: number }
  | { readonly attribute: Attribute; readonly label: MetricLabel }
  | { readonly attribute: Attribute; readonly present: true };

/** Where an analyst looks next: in one trace, or for spans of a kind. Each store's search is written from it. */
export interface Investigation {
  /** The label that holds the trace id, where the alert is about one trace. */
  readonly trace?: MetricLabel;
  readonly spans: readonly SpanCondition[];
}

/** Text with places, and the labels that belong into them: `%q` is quoted and escaped by whoever fills it in. */
export interface Search {
  readonly format: string;
  readonly labels: readonly MetricLabel[];
}

/** A search with words in its places, for people to read. */
export function filledFor({ format, labels }: Search, word: (label: MetricLabel) => string): string {
  return labels.reduce((text, label) => text.replace("%q", () => JSON.stringify(word(label))), format);
}

/** The spans in TraceQL. */
export function traceql({ trace, spans }: Investigation): Search {
  const parts = [...(trace ? [place("trace:id", trace)] : []), ...spans.map(inTraceql)];
  return {
    format: `{ ${parts.map(({ format }) => format).join(" && ")} }`,
    labels: parts.flatMap(({ labels }) => labels),
  };
}

/** The spans as tags of Jaeger's search. It knows equality only, so what is more is left to the analyst's eye. */
export function jaegerTags({ spans }: Investigation): Search {
  const parts = spans.flatMap((span): readonly Search[] => {
    const name = JSON.stringify(span.attribute.name);
    if ("label" in span) return [{ format: `${name}:%q`, labels: [span.label] }];
    return "is" in span ? [{ format: `${name}:${JSON.stringify(String(span.is))}`, labels: [] }] : [];
  });
  return {
    format: `{${parts.map(({ format }) => format).join(",")}}`,
    labels: parts.flatMap(({ labels }) => labels),
  };
}

function inTraceql(span: SpanCondition): Search {
  const name = `span.${span.attribute.name}`;
  if ("label" in span) return place(name, span.label);
  if ("is" in span) return { format: `${name} = ${JSON.stringify(span.is)}`, labels: [] };
  if ("atLeast" in span) return { format: `${name} >= ${span.atLeast}`, labels: [] };
  return { format: `${name} != nil`, labels: [] };
}

function place(name: string, label: MetricLabel): Search {
  return { format: `${name} = %q`, labels: [label] };
}
