import type { Bag, Members, PlainResource, PlainScope, PlainSpan, Value } from "../../lib/scrub/model";

/** A text that is put together at run time, so that no scanner takes a vector for a leak. */
type Text = string | { readonly join: readonly string[] } | { readonly repeat: string; readonly times: number };

/** A value as vectors write it; `{ "bytes": base64 }` and `{ "map": pairs }` say what JSON cannot. */
type VectorValue =
  | Text
  | number
  | boolean
  | null
  | readonly VectorValue[]
  | { readonly bytes: string }
  | { readonly map: VectorBag };
type VectorBag = readonly (readonly [Text, VectorValue])[];

interface VectorSpan {
  readonly name?: Text;
  readonly status?: Text;
  readonly traceState?: Text;
  readonly attributes?: VectorBag;
  readonly events?: readonly { readonly name?: Text; readonly attributes?: VectorBag }[];
  readonly links?: readonly { readonly traceState?: Text; readonly attributes?: VectorBag }[];
}

interface VectorData {
  readonly resource?: { readonly attributes?: VectorBag; readonly schemaUrl?: Text };
  readonly scope?: {
    readonly name?: Text;
    readonly version?: Text;
    readonly attributes?: VectorBag;
    readonly schemaUrl?: Text;
  };
  readonly span?: VectorSpan;
}

/** One case that both engines must agree on. */
export interface Vector {
  readonly name: string;
  readonly policy: string;
  readonly in: VectorData;
  /** What comes out, where it is not what went in. */
  readonly out?: VectorData;
}

/** What a vector's data is to the engine. */
export interface PlainData {
  readonly resource: PlainResource;
  readonly scope: PlainScope;
  readonly span: PlainSpan;
}

export function plainData({ resource = {}, scope = {}, span = {} }: VectorData): PlainData {
  return {
    resource: { attributes: bag(resource.attributes), schemaUrl: text(resource.schemaUrl) },
    scope: {
      name: text(scope.name),
      version: text(scope.version),
      attributes: bag(scope.attributes),
      schemaUrl: text(scope.schemaUrl),
    },
    span: {
      name: text(span.name),
      status: text(span.status),
      traceState: text(span.traceState),
      attributes: bag(span.attributes),
      events: (span.events ?? []).map((event) => ({ name: text(event.name), attributes: bag(event.attributes) })),
      links: (span.links ?? []).map((link) => ({
        traceState: text(link.traceState),
        attributes: bag(link.attributes),
      })),
    },
  };
}

function bag(pairs: VectorBag = []): Bag {
  return pairs.map(([key, inner]) => [text(key), value(inner)] as const);
}

function text(given: Text = ""): string {
  if (typeof given === "string") return given;
  return "join" in given ? given.join.join("") : given.repeat.repeat(given.times);
}

function value(given: VectorValue): Value {
  if (typeof given !== "object" || given === null) return given;
  if (Array.isArray(given)) return (given as readonly VectorValue[]).map(value);
  if ("bytes" in given) return Buffer.from(given.bytes, "base64");
  if ("map" in given) return Object.fromEntries(bag(given.map as VectorBag)) as Members;
  return text(given as Text);
}
