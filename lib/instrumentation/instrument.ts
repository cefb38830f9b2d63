import { diag, type Tracer, type TracerProvider, trace } from "@opentelemetry/api";
import type { Authorize } from "./authorize";
import type { IdentifyCaller } from "./caller";
import { countCalls, type SignalOptions } from "./count-calls";
import { type CallSettings, handleToolCall } from "./handle-tool-call";
import { hookToolCalls, type RequestHandler } from "./hook-tool-calls";
import { networkTransport } from "./network-transport";
import { quietly } from "./quietly";
import type { McpServer } from "./sdk";
import type { ToolCall, ToolCallExtra } from "./tool-call";

/** How a server is instrumented. Everything is optional. */
export interface InstrumentOptions {
  /** Tracer to use. Default: one of `tracerProvider`. */
  readonly tracer?: Tracer;
  /** Provider of the tracer; use an always-on sampler, see `startTracing`. Default: the global provider. */
  readonly tracerProvider?: TracerProvider;
  /** Decides every call before its handler runs. Default: nothing is decided and no decision is recorded. */
  readonly authorize?: Authorize;
  /** Names the caller. Default: from `extra.authInfo`; `local` over stdio. If it throws, `authorize` refuses the call. */
  readonly caller?: IdentifyCaller;
  /** Marks of loops on the spans of a caller's trace or session. False: none. Default: on, with no tool exempt. */
  readonly signals?: boolean | SignalOptions;
}

const tracerName = "mcp-trace-kit";
const instrumented = new WeakSet<object>();

function field(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}

function toolCall(server: McpServer["server"], params: unknown, extra: ToolCallExtra): ToolCall {
  const tool = field(params, "name");
  return {
    tool: typeof tool === "string" ? tool : "",
    arguments: field(params, "arguments"),
    meta: field(params, "_meta"),
    extra,
    transport: networkTransport(server.transport, extra),
  };
}

/**
 * Gives every tool call of a server one span, `mcp.tool/<name>`, and, with `authorize`, a decision before it runs.
 *
 * Call it once, right after the server was made and before its first tool is registered. A second call for the same server
 * changes nothing. Spans hold names, types and codes; never arguments, answers or error texts.
 *
 * A failure of telemetry never reaches the host. A caller's `traceparent` may ask not to be recorded (flags 00): a provider
 * with the default sampler would obey and the call would leave no trace, so give it an `AlwaysOnSampler`.
 *
 * @throws Error only at start-up, when `authorize` was given and a handler set earlier cannot be put behind it.
 */
export function instrument(server: McpServer, options: InstrumentOptions = {}): void {
  const inner = server.server;
  if (instrumented.has(inner)) {
    diag.warn("mcp-trace-kit: this server is already instrumented; the options of the first call stay");
    return;
  }
  const { authorize, caller, tracerProvider } = options;
  const tracer = options.tracer ?? (tracerProvider ?? trace.getTracerProvider()).getTracer(tracerName);
  const { signals = true } = options;
  const counting = signals
    ? quietly("preparing loop signals", () => countCalls(server, signals === true ? {} : signals))
    : undefined;
  const settings: CallSettings = { tracer, authorize, caller, countCalls: counting };
  const wrap =
    (handler: RequestHandler): RequestHandler =>
    (request, extra) =>
      handleToolCall(toolCall(inner, request.params, extra), settings, () => handler(request, extra));
  if (hookToolCalls(inner, wrap)) {
    instrumented.add(inner);
    return;
  }
  const message = "mcp-trace-kit: tools were registered before instrument(); call it right after the server is made";
  if (authorize) throw new Error(`${message}. Without that, calls would run undecided.`);
  diag.error(message);
}
