/** OTLP in JSON, as collectors and Tempo write it: as much of it as verdicts need. */
export interface OtlpTraces {
  readonly resourceSpans: readonly {
    readonly resource?: { readonly attributes?: readonly OtlpAttribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly OtlpSpan[] }[];
  }[];
}

interface OtlpSpan {
  readonly name: string;
  readonly traceId: string;
  readonly attributes?: readonly OtlpAttribute[];
}

interface OtlpAttribute {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** A span with its attributes as plain objects. Whole numbers are texts there, and stay so. */
export interface PlainSpan {
  readonly traceId: string;
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly resource: Readonly<Record<string, unknown>>;
}

export function plainSpans({ resourceSpans }: OtlpTraces): readonly PlainSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map(({ name, traceId, attributes }) => ({
        ...{ name, traceId },
        attributes: plain(attributes),
        resource: plain(resource?.attributes),
      })),
    ),
  );
}

function plain(attributes: readonly OtlpAttribute[] = []): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, plainValue(value)]));
}

/** Lists as lists; maps stay as OTLP writes them. */
function plainValue(value: OtlpAttribute["value"]): unknown {
  const [of] = Object.values(value);
  const list = (of as { readonly values?: readonly unknown[] } | undefined)?.values;
  if (!("arrayValue" in value) || !list) return of;
  return list.map((item) => plainValue(item as OtlpAttribute["value"]));
}
