import { otlpPaths } from "../lib/gateway/otlp-route";
import type { Credential } from "../lib/pki/authority";
import { grpcRequest } from "./grpc-request";
import { otlpProto } from "./otlp-proto";
import { type SecureAnswer, secureRequest } from "./secure-request";

/** A span as OTLP in JSON writes it: for senders that say what no SDK of ours would say. */
export interface RawSpan {
  readonly name: string;
  readonly attributes?: RawAttributes;
  readonly [field: string]: unknown;
}

/** By name, or as a list where a name must occur twice. */
export type RawAttributes = Readonly<Record<string, RawValue>> | readonly (readonly [string, RawValue])[];

export type RawValue =
  | string
  | number
  | boolean
  | Uint8Array
  | BadText
  | readonly RawValue[]
  | { readonly [key: string]: RawValue };

/** A text that is not UTF-8. Only protobuf can carry it. */
export class BadText {
  constructor(readonly bytes: Uint8Array) {}
}

/** A sender that may lie: chooses its certificate, its headers and every field of its spans. */
export interface RawSend {
  readonly port: number;
  readonly authority: string;
  /**
   * Name that must be on the receiver's certificate, over HTTP.
   * @default - its address on loopback
   */
  readonly name?: string;
  readonly credential?: Credential;
  readonly headers?: Readonly<Record<string, string>>;
  readonly resource?: RawAttributes;
  readonly scope?: Readonly<Record<string, unknown>>;
  /** Entities the resource says it belongs to. */
  readonly entityRefs?: readonly unknown[];
  readonly schemaUrl?: string;
  readonly traceId: string;
  readonly spans: readonly RawSpan[];
  /** Default: JSON over HTTP. */
  readonly encoding?: Encoding;
  /** Length of the request, in JSON only, filled up with blanks. Default: as long as it is. */
  readonly bytes?: number;
}

export const encodings = ["json", "protobuf", "grpc"] as const;
export type Encoding = (typeof encodings)[number];

export function sendRaw(options: RawSend): Promise<SecureAnswer> {
  const { encoding = "json", port, authority, name, credential, headers } = options;
  const body = requestBody(options);
  const connection = { port, authority, credential };
  if (encoding === "grpc") {
    return grpcRequest({ ...connection, path: otlpPaths.grpc, headers, body: otlpProto(body) });
  }
  const [type, bytes] =
    encoding === "json"
      ? ["application/json", Buffer.from(JSON.stringify(body).padEnd(options.bytes ?? 0))]
      : ["application/x-protobuf", otlpProto(body)];
  return secureRequest({
    ...connection,
    ...(name !== undefined && { name }),
    path: otlpPaths.http,
    method: "POST",
    headers: { "content-type": type, ...headers },
    body: bytes,
  });
}

function requestBody({ resource = {}, scope = {}, entityRefs = [], schemaUrl = "", traceId, spans }: RawSend): object {
  const now = BigInt(Date.now()) * 1_000_000n;
  return {
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
}

/** Attributes as OTLP in JSON writes them. */
export function otlp(attributes: RawAttributes): unknown[] {
  const pairs = isList(attributes) ? attributes : Object.entries(attributes);
  return pairs.map(([key, value]) => ({ key, value: otlpValue(value) }));
}

function otlpValue(value: RawValue): unknown {
  if (typeof value === "string") return { stringValue: value };
  if (typeof value === "boolean") return { boolValue: value };
  if (typeof value === "number") return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  if (value instanceof Uint8Array) return { bytesValue: Buffer.from(value).toString("base64") };
  if (value instanceof BadText) return { stringValue: value.bytes };
  if (Array.isArray(value)) return { arrayValue: { values: (value as readonly RawValue[]).map(otlpValue) } };
  return { kvlistValue: { values: otlp(value as RawAttributes) } };
}

function isList(attributes: RawAttributes): attributes is readonly (readonly [string, RawValue])[] {
  return Array.isArray(attributes);
}
