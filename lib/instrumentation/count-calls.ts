import type { Attributes } from "@opentelemetry/api";
import type { Answer } from "../signals/answer";
import { type CallSignals, LoopSignals, type SignalCall } from "../signals/loop-signals";
import { tierOf } from "../signals/raised";
import { mission } from "../telemetry/mission";
import { loopEvent } from "../telemetry/span-shapes";
import type { CallSpan } from "./call-span";
import type { Caller } from "./caller";
import { hasWriteHint } from "./has-write-hint";
import type { McpRequest } from "./mcp-request";
import { type AnyServer, lowLevel } from "./sdk";

/** How calls are counted. Everything is optional. */
export interface SignalOptions {
  /**
   * Tools that are asked again on purpose, such as for the state of a job. Expect these to be most of the false alarms. They are counted
   * in `mcp.loop.calls` and nowhere else. Default: none.
   */
  readonly exempt?: readonly string[];
  /**
   * Whether a successful, new call of a tool that writes clears the window of repeats, so that editing and testing again is no loop.
   * True: a tool writes when its annotations say `readOnlyHint: false`; a tool without the hint is taken for one that only reads. Or a
   * function that tells. Only for hints that are true: a tool that is wrongly taken to write hides its loops. Default: false.
   */
  readonly writeReset?: boolean | ((call: SignalCall) => boolean);
}

/** One call that is about to run. */
interface CountedCall {
  readonly call: McpRequest;
  readonly caller: Caller | undefined;
  /** Trace that the caller sent. */
  readonly traceId: string | undefined;
  readonly span: CallSpan;
}

/** Begins to count a call; what comes back takes its answer. Undefined for a call that belongs to no trace and no session. */
export type CountCalls = (counted: CountedCall) => ((answer: Answer) => void) | undefined;

/** Counts the calls of one server and writes what they add up to on their spans. */
export function countCalls(server: AnyServer, { exempt, writeReset = false }: SignalOptions): CountCalls {
  const hinted = writeReset === true ? ({ tool }: SignalCall) => hasWriteHint(server, tool) : undefined;
  const signals = new LoopSignals({ exempt, isWrite: typeof writeReset === "function" ? writeReset : hinted });
  const serverName = nameOf(server);
  return ({ call, caller, traceId, span }) => {
    const session = traceId === undefined ? call.extra.sessionId : undefined;
    const key = traceId ?? session;
    if (key === undefined) return undefined;
    // With the caller: whoever learns somebody's trace id must not be able to raise an alarm about them, or to break their row.
    const finish = signals.start([serverName, caller?.id ?? "", key], { tool: call.target, arguments: call.arguments });
    return (answer) => {
      const found = finish(answer);
      span.set(attributesOf(found, session !== undefined));
      for (const { signal } of found.raised) span.event(loopEvent, count(found, signal));
    };
  };
}

function count({ repeatCount, errorStreak }: CallSignals, signal: "repeat" | "streak"): Attributes {
  return signal === "repeat"
    ? { [mission.loopRepeatCount.name]: repeatCount }
    : { [mission.loopErrorStreak.name]: errorStreak };
}

/**
 * A session without a trace of its caller's has a trace for each call, and any of them with a count in a tier is an alert of its own.
 * There only the call that reaches the tier carries its count.
 */
function attributesOf(found: CallSignals, session: boolean): Attributes {
  const told = (signal: "repeat" | "streak", value = 0) =>
    value > 0 && !(session && tierOf(signal, value) && !found.raised.some((raised) => raised.signal === signal));
  const attributes: Attributes = { [mission.loopCalls.name]: found.calls };
  if (told("repeat", found.repeatCount)) Object.assign(attributes, count(found, "repeat"));
  if (told("streak", found.errorStreak)) Object.assign(attributes, count(found, "streak"));
  if (found.typeChanged) attributes[mission.argumentTypeChanged.name] = true;
  return attributes;
}

/** The name a server goes by; the SDK keeps it to itself. A process may hold several servers with tools of one name. */
function nameOf(server: AnyServer): string {
  const info: unknown = Reflect.get(lowLevel(server), "_serverInfo");
  const name: unknown = typeof info === "object" && info !== null ? Reflect.get(info, "name") : undefined;
  return typeof name === "string" ? name : "";
}
