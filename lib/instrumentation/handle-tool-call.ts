import { context, SpanStatusCode, type Tracer, trace } from "@opentelemetry/api";
import { type Answer, answerOf, answerOfThrown } from "../signals/answer";
import { mission } from "../telemetry/mission";
import { official } from "../telemetry/official";
import { deniedMessage } from "../telemetry/span-shapes";
import { type Authorize, decide } from "./authorize";
import { callAttributes } from "./call-attributes";
import { type CallSpan, startCallSpan } from "./call-span";
import { type Caller, type IdentifyCaller, verifiedCaller } from "./caller";
import type { CountCalls } from "./count-calls";
import { errorOutcome } from "./error-outcome";
import { type IncomingContext, incomingContext } from "./incoming-context";
import { quietly } from "./quietly";
import { resultOutcome } from "./result-outcome";
import { ErrorCode, McpError } from "./sdk";
import type { ToolCall } from "./tool-call";

/** How calls of one server are handled. */
export interface CallSettings {
  readonly tracer: Tracer;
  readonly authorize?: Authorize;
  readonly caller?: IdentifyCaller;
  /** Absent: no loop signals. */
  readonly countCalls?: CountCalls;
}

/** `failed` keeps a hook that broke apart from one that knows nobody. */
type Identified = { readonly caller: Caller | undefined; readonly failed: boolean };

function identify(call: ToolCall, settings: CallSettings): Identified {
  const found = quietly("the caller hook", () => ({
    caller: settings.caller ? settings.caller(call.extra) : verifiedCaller(call.extra, call.transport),
    failed: false,
  }));
  return found ?? { caller: undefined, failed: true };
}

/** Refuses a call, both on the span and towards the caller. MCP has no code of its own for this. */
function refuse(span: CallSpan): never {
  span.set(
    { [mission.securityEvent.name]: "authz_denied", [official.statusCode.name]: String(ErrorCode.InvalidRequest) },
    { code: SpanStatusCode.ERROR, message: deniedMessage },
  );
  throw new McpError(ErrorCode.InvalidRequest, deniedMessage);
}

async function authorizeCall(call: ToolCall, who: Identified, depth: number | undefined, authorize: Authorize) {
  // An authorization that is asked about nobody might take that for somebody harmless.
  if (who.failed) return "deny";
  return decide(authorize, {
    tool: call.tool,
    arguments: call.arguments,
    caller: who.caller,
    depth,
    extra: call.extra,
  });
}

async function run<T>(
  span: CallSpan,
  next: () => T | Promise<T>,
  finish: ((answer: Answer) => void) | undefined,
): Promise<T> {
  let result: T;
  try {
    result = await context.with(span.context, next);
  } catch (error) {
    quietly("describing an error", () => {
      const { attributes, status } = errorOutcome(error);
      span.set(attributes, { code: status });
    });
    quietly("counting an error", () => finish?.(answerOfThrown(error)));
    throw error;
  }
  quietly("describing a result", () => {
    const { attributes, status } = resultOutcome(result);
    span.set(attributes, { code: status });
  });
  quietly("counting an answer", () => finish?.(answerOf(result)));
  return result;
}

/**
 * Runs one tool call under its span: context, caller, decision, outcome. The result or error of `next` goes on unchanged.
 *
 * @throws McpError -32600 "authorization denied" when the authorization refuses; `next` then never runs.
 */
export async function handleToolCall<T>(
  call: ToolCall,
  settings: CallSettings,
  next: () => T | Promise<T>,
): Promise<T> {
  const base = context.active();
  const incoming: IncomingContext = quietly("reading the trace context", () => incomingContext(call.meta, base)) ?? {
    context: base,
    depth: undefined,
  };
  const who = identify(call, settings);
  const span = startCallSpan(
    settings.tracer,
    call.tool,
    callAttributes(call, who.caller, incoming.depth),
    incoming.context,
  );
  try {
    if (settings.authorize) {
      const decision = await authorizeCall(call, who, incoming.depth, settings.authorize);
      span.set({ [mission.authzDecision.name]: decision });
      if (decision === "deny") refuse(span);
    }
    // A refused call was never answered: it is no loop of the tool's, and denials are counted as what they are.
    const { caller } = who;
    const traceId = incoming.context === base ? undefined : trace.getSpanContext(incoming.context)?.traceId;
    const finish = quietly("counting a call", () => settings.countCalls?.({ call, caller, traceId, span }));
    return await run(span, next, finish);
  } finally {
    span.end();
  }
}
