import type { Credential } from "../lib/pki/authority";
import { type SecureAnswer, secureRequest } from "./secure-request";

/** A span as OTLP in JSON writes it: for senders that say what no SDK of ours would say. */
export interface RawSpan {
  readonly name: string;
  readonly attributes?: RawAttributes;
  readonly [field: string]: unknown;
}

/** By name, or as a list where a name must occur twice. */
type RawAttributes = Readonly<Record<string, RawValue>> | readonly (readonly [string, RawValue])[];

export type RawValue = string | number | boolean | { readonly [key: string]: RawValue };

/** A sender that may lie: chooses its certificate, its headers and every field of its spans. */
export interface RawSend {
  readonly port: number;
  readonly authority: string;
  readonly credential?: Credential;
  readonly headers?: Readonly<Record<string, string>>;
  readonly resource?: RawAttributes;
  readonly scope?: Readonly<Record<string, unknown>>;
  /** Entities the resource says it belongs to. */
  readonly entityRefs?: readonly unknown[];
  readonly schemaUrl?: string;
  readonly traceId: string;
  readonly spans: readonly RawSpan[];
}

export function sendRaw(options: RawSend): Promise<SecureAnswer> {
  const {
    resource = {},
    scope = {},
    entityRefs = [],
    schemaUrl = "",
    traceId,
    spans,
    headers,
    ...connection
  } = options;
  const now = BigInt(Date.now()) * 1_000_000n;
  const body = {
    resourceSpans: [
      {
        resource: { attributes: otlp(resource), entityRefs },
        schemaUrl,
        scopeSpans: [
          {
            scope,
            schemaUrl,
            spans: spans.map(({ attributes = {}, ...span }, index) => ({
              traceId,
              spanId: (index + 1).toString(16).padStart(16, "0"),
              kind: 2,
              startTimeUnixNano: String(now),
              endTimeUnixNano: String(now + 1_000_000n),
              attributes: otlp(attributes),
              ...span,
            })),
          },
        ],
      },
    ],
  };
  return secureRequest({
    ...connection,
    path: "/v1/traces",
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: Buffer.from(JSON.stringify(body)),
  });
}

/** Attributes as OTLP in JSON writes them. */
export function otlp(attributes: RawAttributes): unknown[] {
  const pairs = isList(attributes) ? attributes : Object.entries(attributes);
  return pairs.map(([key, value]) => ({ key, value: otlpValue(value) }));
}

function otlpValue(value: RawValue): unknown {
  switch (typeof value) {
    case "string":
      return { stringValue: value };
    case "boolean":
      return { boolValue: value };
    case "number":
      return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
    default:
      return { kvlistValue: { values: otlp(value) } };
  }
}

function isList(attributes: RawAttributes): attributes is readonly (readonly [string, RawValue])[] {
  return Array.isArray(attributes);
}
