import { type Attributes, type Context, context, SpanStatusCode, type Tracer } from "@opentelemetry/api";
import { type Answer, answerOf, answerOfThrown } from "../signals/answer";
import { mission } from "../telemetry/mission";
import { official } from "../telemetry/official";
import { deniedMessage, toolCallMethod } from "../telemetry/span-shapes";
import { type Authorize, type Decided, decide } from "./authorize";
import { callAttributes, maxText } from "./call-attributes";
import { CallRefused } from "./call-refused";
import { CallSpan } from "./call-span";
import { type Caller, checkedCaller, hashedCaller, type IdentifyCaller, verifiedCaller } from "./caller";
import type { CountCalls } from "./count-calls";
import { countDropped } from "./count-dropped";
import { cancelledAnswer, cancelledOutcome, errorOutcome } from "./error-outcome";
import { type IncomingContext, incomingContext } from "./incoming-context";
import type { McpRequest } from "./mcp-request";
import { onCancel } from "./on-cancel";
import type { Outcome } from "./outcome";
import { quietly } from "./quietly";
import type { RequestExtra } from "./request-extra";
import { isUnfinished, resultOutcome } from "./result-outcome";
import { errorCode } from "./sdk";
import { thrownIn } from "./thrown";
import { tracedMethods } from "./traced-methods";

/** How requests of one server are handled. */
export interface CallSettings {
  readonly tracer: Tracer;
  readonly authorize?: Authorize;
  readonly caller?: IdentifyCaller;
  /** Key under which callers are hashed. Absent: they are not. */
  readonly hashCallers?: string;
  readonly restartTrace?: boolean;
  /** What of the arguments is written. Absent: nothing. */
  readonly describeArguments?: (args: unknown) => Attributes;
  /** Absent: no loop signals. */
  readonly countCalls?: CountCalls;
}

/** `failed` keeps a hook that broke apart from one that knows nobody. */
type Identified = { readonly caller: Caller | undefined; readonly failed: boolean };

type FinishCount = ((answer: Answer) => void) | undefined;

/** Begins to count a tool call. It is counted once, by how it ended first: what comes after a cancellation is nobody's any more. */
function counted({ countCalls }: CallSettings, call: Parameters<CountCalls>[0]): FinishCount {
  if (!countCalls || call.call.method !== toolCallMethod) return undefined;
  let finish = quietly("counting a call", () => countCalls(call));
  return (answer) => {
    const take = finish;
    finish = undefined;
    take?.(answer);
  };
}

function identify({ extra, transport }: McpRequest, settings: CallSettings): Identified {
  const found = quietly("the caller hook", () => ({
    caller: settings.caller ? checkedCaller(settings.caller(extra)) : verifiedCaller(extra, transport),
    failed: false,
  }));
  return found ?? { caller: undefined, failed: true };
}

function incoming({ meta, extra }: McpRequest, base: Context, restart: boolean | undefined): IncomingContext {
  const header = extra.http ? extra.header : undefined;
  const found = quietly("reading the trace context", () => incomingContext({ meta, header }, base, restart));
  if (found?.dropped) quietly("counting a dropped context", () => countDropped(found.dropped ?? "malformed"));
  return found ?? { context: base, traceId: undefined, links: [], depth: undefined, dropped: undefined };
}

function start(request: McpRequest, settings: CallSettings, caller: Caller | undefined, from: IncomingContext) {
  const { method, target } = request;
  const { hashCallers: key, describeArguments } = settings;
  const shown = key === undefined ? caller : quietly("hashing a caller", () => hashedCaller(caller, key));
  const args = describeArguments && quietly("describing arguments", () => describeArguments(request.arguments));
  const attributes = callAttributes(request, shown, from);
  return new CallSpan(settings.tracer, {
    name: tracedMethods[method].spanName(target.slice(0, maxText)),
    attributes: args ? { ...args, ...attributes } : attributes,
    links: from.links,
    parent: from.context,
  });
}

/** Writes a decision down, and refuses both on the span and towards the caller. */
function enforce({ decision, reason }: Decided, span: CallSpan): void {
  span.set({ [mission.authzDecision.name]: decision, [mission.authzReason.name]: reason?.slice(0, maxText) });
  if (decision === "permit") return;
  span.set(
    { [mission.securityEvent.name]: "authz_denied", [official.statusCode.name]: String(errorCode.invalidRequest) },
    { code: SpanStatusCode.ERROR, message: deniedMessage },
  );
  throw new CallRefused();
}

function tell(span: CallSpan, outcome: () => Outcome): void {
  quietly("describing an outcome", () => {
    const { attributes, status } = outcome();
    span.set(attributes, { code: status });
  });
}

/** The call under its span, and what has to happen when it is over. */
interface Running {
  readonly span: CallSpan;
  readonly extra: RequestExtra;
  readonly done: () => void;
  readonly finish: FinishCount;
}

async function run<T>({ span, extra, done, finish }: Running, next: () => T | Promise<T>): Promise<T> {
  let result: T;
  try {
    result = await context.with(span.context, next);
  } catch (error) {
    done();
    tell(span, () => errorOutcome(error));
    quietly("counting an error", () => finish?.(answerOfThrown(error)));
    throw error;
  }
  done();
  tell(span, () => resultOutcome(result, thrownIn(extra)));
  if (!isUnfinished(result)) quietly("counting an answer", () => finish?.(answerOf(result)));
  return result;
}

function nothingToStop(): void {}

/** Ends the span when the caller gives up, since a handler may never notice. What comes back says that the handler is done. */
function endWhenCancelled(span: CallSpan, signal: AbortSignal | undefined, finish: FinishCount): () => void {
  if (!signal) return nothingToStop;
  const onCancelled = () => {
    tell(span, () => cancelledOutcome);
    quietly("counting a cancelled call", () => finish?.(cancelledAnswer));
    span.end();
  };
  const stop = onCancel(signal, onCancelled);
  return () => {
    stop();
    if (signal.aborted) onCancelled();
  };
}

/**
 * Runs one request under its span: context, caller, decision, outcome. The result or error of `next` goes on unchanged.
 *
 * @throws CallRefused, JSON-RPC code -32600 "authorization denied", when the authorization refuses; `next` then never runs.
 */
export async function handleRequest<T>(
  request: McpRequest,
  settings: CallSettings,
  next: () => T | Promise<T>,
): Promise<T> {
  const from = incoming(request, context.active(), settings.restartTrace);
  const { caller, failed } = identify(request, settings);
  const span = start(request, settings, caller, from);
  const { signal } = request.extra;
  let done = nothingToStop;
  try {
    if (settings.authorize) {
      // An authorization that is asked about nobody might take that for somebody harmless.
      const asked = failed ? undefined : await decide(settings.authorize, request, caller, from.depth);
      enforce(asked ?? { decision: "deny" }, span);
    }
    // A refused call was never answered: it is no loop of the tool's, and denials are counted as what they are.
    const finish = counted(settings, { call: request, caller, traceId: from.traceId, span });
    // After the decision: a caller that gives up while it is made must not be able to keep it off the record.
    done = endWhenCancelled(span, signal, finish);
    // Nobody waits any more, and the SDK would have told a handler so.
    if (settings.authorize && signal?.aborted) throw new Error("cancelled before it ran");
    return await run({ span, extra: request.extra, done, finish }, next);
  } finally {
    done();
    span.end();
  }
}
