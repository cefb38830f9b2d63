/** A value as attributes hold it. Whole numbers are integers, as OTLP exporters of JavaScript send them. */
export type Value = string | number | bigint | boolean | null | undefined | Uint8Array | readonly Value[] | Members;

/** A nested map. */
export interface Members {
  readonly [name: string]: Value;
}

/** One set of attributes. A list, because OTLP can repeat a key. */
export type Bag = readonly (readonly [key: string, value: Value])[];

export interface PlainEvent {
  readonly name: string;
  readonly attributes: Bag;
}

export interface PlainLink {
  readonly traceState: string;
  readonly attributes: Bag;
}

/** Everything of a span that can hold what somebody wrote. */
export interface PlainSpan {
  readonly name: string;
  readonly status: string;
  readonly traceState: string;
  readonly attributes: Bag;
  readonly events: readonly PlainEvent[];
  readonly links: readonly PlainLink[];
}

export interface PlainScope {
  readonly name: string;
  readonly version: string;
  readonly attributes: Bag;
  readonly schemaUrl: string;
}

export interface PlainResource {
  readonly attributes: Bag;
  readonly schemaUrl: string;
}

/** The closed set of types that may be told of a hidden value. */
export const valueTypes = ["empty", "string", "int", "double", "boolean", "bytes", "array", "map"] as const;
export type ValueType = (typeof valueTypes)[number];

export function typeOf(value: Value): ValueType {
  switch (typeof value) {
    case "string":
      return "string";
    case "boolean":
      return "boolean";
    case "bigint":
      return "int";
    case "number":
      return Number.isInteger(value) ? "int" : "double";
    default:
      if (value === null || value === undefined) return "empty";
      if (value instanceof Uint8Array) return "bytes";
      return Array.isArray(value) ? "array" : "map";
  }
}
