import { field } from "./field";

/** What the SDK verified about a request's bearer token. */
export interface VerifiedAuth {
  /** The raw token: never put it on a span. */
  readonly token: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** What the SDK hands to a request handler beside the request, the same for both of its generations. */
export interface RequestExtra {
  /** Absent without verified credentials. */
  readonly authInfo: VerifiedAuth | undefined;
  readonly sessionId: string | undefined;
  readonly requestId: string | number | undefined;
  /** Aborted when the caller cancels or goes away. */
  readonly signal: AbortSignal | undefined;
  /** True when the request came over HTTP. */
  readonly http: boolean;
  /** A header of the HTTP request, by its name in small letters. */
  header(name: string): string | undefined;
  /** Version of the protocol, where the request or the connection says so. */
  readonly protocolVersion: string | undefined;
  /** The SDK's own object. */
  readonly sdk: unknown;
}

/** The key of the request envelope under which protocol 2026-07-28 carries its version. */
const versionKey = "io.modelcontextprotocol/protocolVersion";

function headerOf(headers: unknown, name: string): string | undefined {
  const get = field(headers, "get");
  const value: unknown = typeof get === "function" ? get.call(headers, name) : field(headers, name);
  return typeof value === "string" ? value : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** Reads the handler's second parameter: `extra` of SDK 1.x, or the context of 2.x, which has `mcpReq`. */
export function requestExtra(sdk: unknown): RequestExtra {
  const request = field(sdk, "mcpReq");
  const modern = request !== undefined;
  const incoming = modern ? field(field(sdk, "http"), "req") : field(sdk, "requestInfo");
  const headers = field(incoming, "headers");
  const id = modern ? field(request, "id") : field(sdk, "requestId");
  const signal = field(modern ? request : sdk, "signal");
  const header = (name: string) => headerOf(headers, name);
  return {
    authInfo: field(modern ? field(sdk, "http") : sdk, "authInfo") as VerifiedAuth | undefined,
    sessionId: text(field(sdk, "sessionId")),
    requestId: typeof id === "string" || typeof id === "number" ? id : undefined,
    signal: signal instanceof AbortSignal ? signal : undefined,
    http: incoming !== undefined,
    header,
    protocolVersion: text(field(field(request, "envelope"), versionKey)) ?? header("mcp-protocol-version"),
    sdk,
  };
}
