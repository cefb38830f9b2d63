import { type Attributes, context, SpanStatusCode, type Tracer, type TracerProvider, trace } from "@opentelemetry/api";
import { mission } from "../telemetry/mission";
import { official } from "../telemetry/official";
import { deniedMessage, httpSpanName } from "../telemetry/span-shapes";
import { callAttributes, maxText } from "./call-attributes";
import { CallSpan } from "./call-span";
import { hashedCaller, verifiedCaller } from "./caller";
import { challengeIn } from "./challenge";
import { field } from "./field";
import { incomingContext } from "./incoming-context";
import { quietly } from "./quietly";
import type { RequestExtra, VerifiedAuth } from "./request-extra";
import { isTraced, tracedMethods } from "./traced-methods";
import { tracerName } from "./tracer-name";

/** How refusals are told. Everything is optional. */
export interface HttpDenialOptions {
  /** Provider of the tracer. Default: the global provider. */
  readonly tracerProvider?: TracerProvider;
  /** As for `instrument`, so that both call the same caller the same. */
  readonly hashCallers?: string;
  /** As for `instrument`. Default: false. */
  readonly restartTrace?: boolean;
}

/** A request that was answered with 401 or 403. */
export interface RefusedRequest {
  readonly status: number;
  /** A header of the request, by its name in small letters. */
  readonly header: (name: string) => string | undefined;
  /** The JSON-RPC message, where it is known. */
  readonly body: unknown;
  /** What was verified before the refusal. */
  readonly auth: unknown;
  /** `WWW-Authenticate` of the answer. */
  readonly challenge: string | undefined;
}

/** Statuses of the authorization part of MCP: no valid token, and a token without the scope. */
export function isRefusal(status: number): boolean {
  return status === 401 || status === 403;
}

/** What was asked for, from the message or from the headers of protocol 2026-07-28. */
function askedFor({ body, header }: RefusedRequest): { readonly said: unknown; readonly target: string } {
  const said = field(body, "method") ?? header("mcp-method");
  const key = isTraced(said) ? tracedMethods[said].target : "name";
  const target = field(field(body, "params"), key) ?? header("mcp-name");
  return { said, target: typeof target === "string" ? target : "" };
}

function extraOf({ header, auth, body }: RefusedRequest): RequestExtra {
  const id = field(body, "id");
  return {
    authInfo: typeof auth === "object" && auth !== null ? (auth as VerifiedAuth) : undefined,
    sessionId: undefined,
    requestId: typeof id === "string" || typeof id === "number" ? id : undefined,
    signal: undefined,
    http: true,
    header,
    protocolVersion: header("mcp-protocol-version"),
    sdk: undefined,
  };
}

/**
 * Whether somebody was denied something. A 401 to a request without a token only says where to log in, the first step of every client. A
 * 403 that asks for no scope and concerns nobody is one of the transport, which refuses a host or an origin whoever it is.
 */
function isDenial({ status, header, challenge }: RefusedRequest, { authInfo }: RequestExtra): boolean {
  if (status === 401) return header("authorization") !== undefined;
  return challenge !== undefined || authInfo !== undefined;
}

function challengeAttributes(challenge: string | undefined): Attributes {
  if (challenge === undefined) return {};
  const { error, scope } = challengeIn(challenge);
  return {
    ...(error !== undefined && { [mission.authzReason.name]: error }),
    ...(scope !== undefined && { [mission.authzScope.name]: scope }),
  };
}

function record(tracer: Tracer, refused: RefusedRequest, options: HttpDenialOptions): void {
  const { said, target } = askedFor(refused);
  const method = isTraced(said) ? said : undefined;
  // Lists, pings and the like get no span when they are answered, and none when they are refused.
  if (said !== undefined && !method) return;
  const extra = extraOf(refused);
  const carriers = { meta: field(field(refused.body, "params"), "_meta"), header: refused.header };
  const from = incomingContext(carriers, context.active(), options.restartTrace);
  const verified = verifiedCaller(extra, "tcp");
  const caller = options.hashCallers === undefined ? verified : hashedCaller(verified, options.hashCallers);
  const denied = isDenial(refused, extra);
  const code = String(refused.status);
  const known = callAttributes({ method, target, transport: "tcp", extra }, caller, from);
  const span = new CallSpan(tracer, {
    name: method ? tracedMethods[method].spanName(target.slice(0, maxText)) : httpSpanName,
    attributes: {
      ...known,
      [official.httpStatus.name]: refused.status,
      [official.errorType.name]: code,
      ...challengeAttributes(refused.challenge),
      ...(denied && { [mission.authzDecision.name]: "deny", [mission.securityEvent.name]: "authz_denied" }),
    },
    links: from.links,
    parent: from.context,
  });
  span.set({}, { code: SpanStatusCode.ERROR, ...(denied && { message: deniedMessage }) });
  span.end();
}

/** What writes a span for a refusal that happened before MCP saw the request. Never throws. */
export function denialRecorder(options: HttpDenialOptions): (refused: RefusedRequest) => void {
  return (refused) => {
    quietly("telling of a refusal", () => {
      const tracer = (options.tracerProvider ?? trace.getTracerProvider()).getTracer(tracerName);
      record(tracer, refused, options);
    });
  };
}
