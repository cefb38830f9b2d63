import { diag, type Tracer, type TracerProvider, trace } from "@opentelemetry/api";
import { type ArgumentMode, argumentWriter } from "./argument-writer";
import type { Authorize } from "./authorize";
import { type IdentifyCaller, shortestHashKey } from "./caller";
import { countCalls, type SignalOptions } from "./count-calls";
import { field } from "./field";
import { type CallSettings, handleRequest } from "./handle-request";
import { hookRequests, type WrapHandler } from "./hook-requests";
import { mcpRequest } from "./mcp-request";
import { quietly } from "./quietly";
import { type AnyServer, lowLevel } from "./sdk";
import { tracerName } from "./tracer-name";
import { watchCallbacks } from "./watch-callbacks";

/** How a server is instrumented. Everything is optional. */
export interface InstrumentOptions {
  /** Tracer to use. Default: one of `tracerProvider`. */
  readonly tracer?: Tracer;
  /** Provider of the tracer; use an always-on sampler, see `setup`. Default: the global provider. */
  readonly tracerProvider?: TracerProvider;
  /** Decides every call before its handler runs. Default: nothing is decided and no decision is recorded. */
  readonly authorize?: Authorize;
  /** Names the caller. Default: from `extra.authInfo`; `local` over stdio. If it throws, or gives a promise, `authorize` refuses. */
  readonly caller?: IdentifyCaller;
  /**
   * Key under which callers' ids are hashed (HMAC-SHA-256) before they are recorded, at least 16 characters; every server that shares it
   * calls the same caller the same. `authorize` still sees who it is. Default: ids are recorded as they are.
   */
  readonly hashCallers?: string;
  /**
   * What is recorded of arguments, as `mcp.args.*`. `off`: nothing. `scrubbed`: that they were passed and of which types, hidden before
   * anything else sees the span. `full`: values; only towards the mTLS endpoint of a `setup`, any other is refused. Default: `off`.
   */
  readonly arguments?: ArgumentMode;
  /** At a front gate, whose callers nobody trusts: every call begins a trace of its own, linked to the caller's. Default: false. */
  readonly restartTrace?: boolean;
  /** Marks of loops on the spans of a caller's trace or session. False: none. Default: on, with no tool exempt. */
  readonly signals?: boolean | SignalOptions;
}

const instrumented = new WeakSet<object>();

function settingsOf(server: AnyServer, options: InstrumentOptions): CallSettings {
  const { authorize, caller, hashCallers, restartTrace, signals = true } = options;
  if (hashCallers !== undefined && hashCallers.length < shortestHashKey) {
    throw new TypeError(
      `hashCallers: a key of ${hashCallers.length} characters; allowed are ${shortestHashKey} or more. Generate one: openssl rand -hex 32`,
    );
  }
  const provider = options.tracerProvider ?? trace.getTracerProvider();
  const describeArguments = argumentWriter(options.arguments ?? "off", options.tracer ? undefined : provider);
  const counting = signals
    ? quietly("preparing loop signals", () => countCalls(server, signals === true ? {} : signals))
    : undefined;
  const tracer = options.tracer ?? provider.getTracer(tracerName);
  return { tracer, authorize, caller, hashCallers, restartTrace, describeArguments, countCalls: counting };
}

/**
 * Gives every tool call, read of a resource and prompt of a server one span and, with `authorize`, a decision before it runs.
 *
 * Takes an `McpServer` or `Server` of `@modelcontextprotocol/sdk` 1.x or `@modelcontextprotocol/server` 2.x. Call it once, right after the
 * server was made and before its first tool is registered. A second call for the same server changes nothing. Spans hold names, types and
 * codes; unless `arguments` says so never arguments, and never answers or error texts.
 *
 * A failure of telemetry never reaches the host. A caller's `traceparent` may ask not to be recorded (flags 00): a provider
 * with the default sampler would obey and the call would leave no trace, so give it an `AlwaysOnSampler`.
 *
 * @returns the server, so that it can stand where the server is made.
 * @throws Error only at start-up: when `authorize` was given and a handler set earlier cannot be put behind it, or when arguments would be
 * recorded in full towards anything but the kit's own endpoint. TypeError when `hashCallers` is too short.
 */
export function instrument<S extends AnyServer>(server: S, options: InstrumentOptions = {}): S {
  const inner = lowLevel(server);
  if (instrumented.has(inner)) {
    diag.warn("mcp-trace-kit: this server is already instrumented; the options of the first call stay");
    return server;
  }
  const settings = settingsOf(server, options);
  const wrap: WrapHandler = (method, handler) => (request, sdk) =>
    handleRequest(mcpRequest(inner, method, field(request, "params"), sdk), settings, () => handler(request, sdk));
  const missed = hookRequests(inner, wrap);
  quietly("watching callbacks", () => watchCallbacks(server));
  instrumented.add(inner);
  if (missed.length === 0) return server;
  const message = `mcp-trace-kit: ${missed.join(" and ")} had a handler before instrument(); call it right after the server is made`;
  if (options.authorize) throw new Error(`${message}. Without that, calls would run undecided.`);
  diag.error(message);
  return server;
}
